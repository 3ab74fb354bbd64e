package io.github.selftest.boot.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one answer whole, and gives up on what is too large.
 */
final class AnswerReader {

	static final int MAX_BODY = 1024 * 1024;

	private final WireReader wire;

	AnswerReader(InputStream in) {
		this.wire = new WireReader(in);
	}

	/**
	 * Read the answer.
	 * @param toHead whether it answers a HEAD request, and so has no body
	 * @return the answer
	 * @throws BrokenAnswerException if the answer is none
	 * @throws IOException if it cannot be read
	 */
	Answer read(boolean toHead) throws IOException {
		WireReader.Head head = this.wire.head();
		byte[] body = head.hasNoBody(toHead) ? new byte[0] : body(head);
		return Answer.of(head.status(), byName(head.fields()), body);
	}

	private byte[] body(WireReader.Head head) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		if (!this.wire.body(head, MAX_BODY, body::write)) {
			throw new BodyTooLargeException();
		}
		return body.toByteArray();
	}

	private static Map<String, List<String>> byName(List<RawField> fields) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		fields.forEach(
				(field) -> headers.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
					.add(field.value()));
		return headers;
	}

	/**
	 * The body of the answer is larger than {@link #MAX_BODY}.
	 */
	static final class BodyTooLargeException extends IOException {

		private static final long serialVersionUID = 1L;

	}

}
