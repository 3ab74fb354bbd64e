package io.github.selftest.boot.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.selftest.boot.check.RawRequest.BodySink;

/**
 * Reads one HTTP/1.1 answer (RFC 9112) piece by piece, and gives up on whatever is
 * malformed. Keeps each line of the header as it came.
 */
final class WireReader {

	private static final int MAX_HEAD = 64 * 1024;

	private static final int MAX_INTERIM = 8;

	private static final int BUFFER = 8192;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final Pattern TEXT = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*+");

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);

	private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

	private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*+(;.*)?", Pattern.DOTALL);

	private final InputStream in;

	private int headBytes;

	private boolean hasBegun;

	WireReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Read the head, and the interim ones before it.
	 * @return the head
	 * @throws BrokenAnswerException if it is none
	 * @throws IOException if it cannot be read
	 */
	Head head() throws IOException {
		for (int i = 0; i <= MAX_INTERIM; i++) {
			int status = status();
			List<RawField> fields = fields();
			if (status == SWITCHING_PROTOCOLS) {
				throw malformed();
			}
			if (status >= 200) {
				return new Head(status, fields);
			}
		}
		throw malformed();
	}

	/**
	 * Read the body.
	 * @param head the head before it
	 * @param max the bytes after which to stop
	 * @param sink where it goes, also the part before an exception
	 * @return whether this was all of it
	 * @throws BrokenAnswerException if it is malformed or breaks off
	 * @throws IOException if it cannot be read
	 */
	boolean body(Head head, long max, BodySink sink) throws IOException {
		List<String> encodings = head.values("transfer-encoding");
		List<String> lengths = head.values("content-length").stream().distinct().toList();
		if (encodings.isEmpty()) {
			return lengths.isEmpty() ? rest(max, sink) : atMost(length(lengths), max, sink);
		}
		if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked") || !lengths.isEmpty()) {
			throw malformed();
		}
		return chunks(max, sink);
	}

	private int status() throws IOException {
		Matcher line = STATUS_LINE.matcher(line());
		if (!line.matches()) {
			throw malformed();
		}
		return Integer.parseInt(line.group(1));
	}

	private List<RawField> fields() throws IOException {
		List<RawField> fields = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			if (colon < 0 || !RawField.isName(line.substring(0, colon))) {
				throw malformed();
			}
			fields.add(new RawField(line.substring(0, colon), withoutBlanksAround(line, colon + 1)));
		}
		return fields;
	}

	private static String withoutBlanksAround(String line, int from) {
		int start = from;
		int end = line.length();
		while (start < end && isBlank(line.charAt(start))) {
			start++;
		}
		while (end > start && isBlank(line.charAt(end - 1))) {
			end--;
		}
		return line.substring(start, end);
	}

	private static boolean isBlank(char character) {
		return character == ' ' || character == '\t';
	}

	private static long length(List<String> lengths) throws IOException {
		if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
			throw malformed();
		}
		return Long.parseLong(lengths.get(0));
	}

	private boolean rest(long max, BodySink sink) throws IOException {
		return copy(max, sink) < max || this.in.read() < 0;
	}

	private boolean atMost(long length, long max, BodySink sink) throws IOException {
		long wanted = Math.min(length, max);
		if (copy(wanted, sink) < wanted) {
			throw new BrokenAnswerException(NoAnswer.ENDED_EARLY);
		}
		return length <= max;
	}

	private boolean chunks(long max, BodySink sink) throws IOException {
		long left = max;
		for (long size = chunkSize(); size > 0; size = chunkSize()) {
			if (!atMost(size, left, sink)) {
				return false;
			}
			left -= size;
			if (!line().isEmpty()) {
				throw malformed();
			}
		}
		fields();
		return true;
	}

	private long copy(long count, BodySink sink) throws IOException {
		byte[] buffer = new byte[(int) Math.min(BUFFER, count)];
		long copied = 0;
		while (copied < count) {
			int read = this.in.read(buffer, 0, (int) Math.min(buffer.length, count - copied));
			if (read < 0) {
				return copied;
			}
			sink.accept(buffer, 0, read);
			copied += read;
		}
		return copied;
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
			throw new BrokenAnswerException(this.hasBegun ? NoAnswer.ENDED_EARLY : NoAnswer.CLOSED);
		}
		this.hasBegun = true;
		if (++this.headBytes > MAX_HEAD) {
			throw malformed();
		}
		return next;
	}

	private static BrokenAnswerException malformed() {
		return new BrokenAnswerException(NoAnswer.MALFORMED);
	}

	/**
	 * The head of an answer.
	 *
	 * @param status the status code
	 * @param fields the lines of the header, in the order in which they came
	 */
	record Head(int status, List<RawField> fields) {

		boolean hasNoBody(boolean toHead) {
			return toHead || this.status == 204 || this.status == 304;
		}

		List<String> values(String name) {
			return this.fields.stream()
				.filter((field) -> field.name().equalsIgnoreCase(name))
				.map(RawField::value)
				.toList();
		}

	}

}
