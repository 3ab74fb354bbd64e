package io.github.selftest.boot.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 answer (RFC 9112) from a connection that is closed afterwards, and
 * gives up on whatever is malformed, endless or too large.
 */
final class AnswerReader {

	static final int MAX_BODY = 1024 * 1024;

	private static final int MAX_HEAD = 64 * 1024;

	private static final int MAX_INTERIM = 8;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final Pattern TEXT = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*+");

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]++");

	private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

	private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*+(;.*)?", Pattern.DOTALL);

	private final InputStream in;

	private int headBytes;

	private boolean hasBegun;

	AnswerReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Read the answer.
	 * @param toHead whether it answers a HEAD request, and so has no body
	 * @return the answer
	 * @throws BrokenAnswerException if the answer is none
	 * @throws IOException if it cannot be read
	 */
	Answer read(boolean toHead) throws IOException {
		for (int i = 0; i <= MAX_INTERIM; i++) {
			int status = status();
			Map<String, List<String>> headers = headers();
			if (status == SWITCHING_PROTOCOLS) {
				throw malformed();
			}
			if (status >= 200) {
				boolean isBodiless = toHead || status == 204 || status == 304;
				return Answer.of(status, headers, isBodiless ? new byte[0] : body(headers));
			}
		}
		throw malformed();
	}

	private int status() throws IOException {
		Matcher line = STATUS_LINE.matcher(line());
		if (!line.matches()) {
			throw malformed();
		}
		return Integer.parseInt(line.group(1));
	}

	private Map<String, List<String>> headers() throws IOException {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
				throw malformed();
			}
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).strip());
		}
		return headers;
	}

	private byte[] body(Map<String, List<String>> headers) throws IOException {
		List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
		List<String> lengths = headers.getOrDefault("content-length", List.of()).stream().distinct().toList();
		if (encodings.isEmpty()) {
			return lengths.isEmpty() ? rest() : exactly(length(lengths));
		}
		if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked") || !lengths.isEmpty()) {
			throw malformed();
		}
		return chunks();
	}

	private static long length(List<String> lengths) throws IOException {
		if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
			throw malformed();
		}
		return Long.parseLong(lengths.get(0));
	}

	private byte[] rest() throws IOException {
		byte[] body = this.in.readNBytes(MAX_BODY + 1);
		requireSmall(body.length);
		return body;
	}

	private byte[] exactly(long length) throws IOException {
		requireSmall(length);
		byte[] body = this.in.readNBytes((int) length);
		if (body.length < length) {
			throw new BrokenAnswerException("the answer ended early");
		}
		return body;
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (long size = chunkSize(); size > 0; size = chunkSize()) {
			requireSmall(body.size() + size);
			body.writeBytes(exactly(size));
			if (!line().isEmpty()) {
				throw malformed();
			}
		}
		headers();
		return body.toByteArray();
	}

	private long chunkSize() throws IOException {
		this.headBytes = 0;
		Matcher line = CHUNK.matcher(line());
		if (!line.matches()) {
			throw malformed();
		}
		return Long.parseLong(line.group(1), 16);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = next(); next != '\n'; next = next()) {
			line.write(next);
		}
		String raw = line.toString(StandardCharsets.ISO_8859_1);
		String text = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
		if (!TEXT.matcher(text).matches()) {
			throw malformed();
		}
		return text;
	}

	private int next() throws IOException {
		int next = this.in.read();
		if (next < 0) {
			throw new BrokenAnswerException(
					this.hasBegun ? "the answer ended early" : "the connection was closed without an answer");
		}
		this.hasBegun = true;
		if (++this.headBytes > MAX_HEAD) {
			throw malformed();
		}
		return next;
	}

	private static void requireSmall(long length) throws IOException {
		if (length > MAX_BODY) {
			throw new BodyTooLargeException();
		}
	}

	private static BrokenAnswerException malformed() {
		return new BrokenAnswerException("the answer is malformed");
	}

	/**
	 * The answer is none.
	 */
	static final class BrokenAnswerException extends IOException {

		private static final long serialVersionUID = 1L;

		private final String problem;

		BrokenAnswerException(String problem) {
			super(problem);
			this.problem = problem;
		}

		String problem() {
			return this.problem;
		}

	}

	/**
	 * The body of the answer is larger than {@link #MAX_BODY}.
	 */
	static final class BodyTooLargeException extends IOException {

		private static final long serialVersionUID = 1L;

	}

}
