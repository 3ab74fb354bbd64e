package io.github.selftest.boot.check.slo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.JsonText;

/**
 * What a stable instance has counted since its birth.
 *
 * @param pod the name of the pod
 * @param podTemplateHash the hash of its template, empty where it is not known
 * @param requests the requests of users
 * @param errors those of them that failed
 */
record PeerCounts(String pod, String podTemplateHash, long requests, long errors) {

	/** Names of pods have at most 253 characters; hashes are shorter. */
	private static final int MAX_NAME = 253;

	private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE / 2);

	/**
	 * Read the document of the check 'sloSuccessRate'.
	 * @param json the document
	 * @return the counts
	 * @throws IllegalArgumentException if it is something else; the message says what and
	 * nothing of the text
	 */
	static PeerCounts parse(String json) {
		if (!JsonText.isReadable()) {
			throw new IllegalArgumentException("this service cannot read JSON without " + JsonText.LIBRARY);
		}
		if (!(JsonText.parse(json) instanceof Map<?, ?> document) || !(document.get("pod") instanceof String pod)
				|| !(document.get("measurements") instanceof List<?> measurements)) {
			throw new IllegalArgumentException("it answers with something else than the document of a check");
		}
		if (measurements.isEmpty()) {
			throw new IllegalArgumentException("it shows no measurements: set 'selftest.endpoint.show-details' there, "
					+ "or 'selftest.slo.peer.authorization' here");
		}
		long requests = count(measurements, "requestsSinceStart");
		long errors = count(measurements, "errorsSinceStart");
		if (errors > requests) {
			throw new IllegalArgumentException("it counts more errors than requests");
		}
		String hash = (document.get("podTemplateHash") instanceof String text) ? text : "";
		if (Math.max(pod.length(), hash.length()) > MAX_NAME) {
			throw new IllegalArgumentException("its pod has a name that no pod has");
		}
		return new PeerCounts(pod, hash, requests, errors);
	}

	private static long count(List<?> measurements, String name) {
		for (Object measurement : measurements) {
			if (measurement instanceof Map<?, ?> entry && name.equals(entry.get("name"))) {
				return whole(entry.get("value"), name);
			}
		}
		throw new IllegalArgumentException("it has no measurement '" + name + "'");
	}

	private static long whole(@Nullable Object value, String name) {
		if (value instanceof Number number) {
			BigDecimal count = new BigDecimal(number.toString());
			if (count.signum() >= 0 && count.compareTo(MAX) < 0) {
				return count.longValue();
			}
		}
		throw new IllegalArgumentException("its measurement '" + name + "' is no count");
	}

}
