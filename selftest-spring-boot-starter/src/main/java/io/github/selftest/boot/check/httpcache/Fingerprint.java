package io.github.selftest.boot.check.httpcache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.selftest.api.Finding;

/**
 * What two instances of a service can be compared by: the policy without what differs
 * from answer to answer, the validators, and the content.
 *
 * @param policy the policy in words
 * @param etag the ETag, nothing without one
 * @param lastModified the date, nothing without one
 * @param body the hash of the content without its coding, nothing if it did not come
 * whole
 */
record Fingerprint(String policy, Optional<String> etag, Optional<String> lastModified, Optional<String> body) {

	private static final int SHOWN = 12;

	private static final List<String> POLICY = List.of("Cache-Control", "CDN-Cache-Control", "Surrogate-Control",
			"Pragma", "Vary", "Content-Type");

	private static final List<String> PRESENCE = List.of("Expires", "ETag", "Last-Modified", "Set-Cookie");

	static Fingerprint of(Fields fields, Body body) {
		return new Fingerprint(policy(fields), fields.first("ETag"), fields.first("Last-Modified"),
				body.identitySha256());
	}

	Finding finding(Resource resource) {
		return ProbeCode.FINGERPRINT.finding("'%s' is recognised by these".formatted(resource.path()), this,
				"the same on every instance of one version");
	}

	private static String policy(Fields fields) {
		Stream<String> values = POLICY.stream()
			.flatMap((name) -> fields.combined(name).stream().map((value) -> name + ": " + normal(value)));
		Stream<String> present = PRESENCE.stream().filter(fields::has).map((name) -> name + " present");
		return Stream.concat(values, present).collect(Collectors.joining("; "));
	}

	private static String normal(String value) {
		return Arrays.stream(value.toLowerCase(Locale.ROOT).split(","))
			.map(String::strip)
			.sorted()
			.collect(Collectors.joining(", "));
	}

	private static String hash(String text) {
		MessageDigest digest = Hashes.sha256();
		digest.update(text.getBytes(StandardCharsets.UTF_8));
		return Hashes.hex(digest);
	}

	private static String cut(String hash) {
		return hash.substring(0, Math.min(SHOWN, hash.length()));
	}

	@Override
	public String toString() {
		return "policy %s, etag %s, last-modified %s, body %s".formatted(cut(hash(this.policy)),
				this.etag.orElse("none"), this.lastModified.orElse("none"),
				this.body.map(Fingerprint::cut).orElse("unknown"));
	}

}
