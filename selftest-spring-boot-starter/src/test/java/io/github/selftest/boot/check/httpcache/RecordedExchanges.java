package io.github.selftest.boot.check.httpcache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Evidence written by hand, much as {@code curl -v} prints it.
 *
 * <pre>
 * &gt; N                        a probe, for V with the name of the header
 * &gt; If-None-Match: "v1"      a line of the request
 * &lt; 200                      the status
 * &lt; ETag: "v1"               a line of the response
 * &lt; !gzip                    something that is done to the response
 * hello                      the content
 * * versioned                something about the resource
 * * steady                   the answer to G came again
 * </pre>
 */
final class RecordedExchanges {

	static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	private final List<Exchange> exchanges = new ArrayList<>();

	/** What each exchange is on the wire, empty where no answer came. */
	private final List<byte[]> wire = new ArrayList<>();

	private @Nullable Recording current;

	private String path = "/products/1";

	private boolean versioned;

	private boolean steady;

	private Expectations expectations = Expectations.NONE;

	private RecordedExchanges() {
	}

	static Evidence evidence(String text) {
		return evidence(text.lines().toList());
	}

	static Evidence evidence(List<String> lines) {
		return read(lines).evidence();
	}

	static RecordedExchanges read(List<String> lines) {
		RecordedExchanges recorded = new RecordedExchanges();
		lines.forEach(recorded::read);
		recorded.finish();
		recorded.repeat();
		return recorded;
	}

	Evidence evidence() {
		return new Evidence(new Resource("products", this.path, this.versioned, this.expectations), this.exchanges);
	}

	/**
	 * Return the answers as a server sends them.
	 * @return the bytes of each exchange, none where no answer came
	 */
	List<byte[]> wire() {
		return this.wire;
	}

	/**
	 * Return as many bytes of text as asked for, of which no two parts are equal.
	 */
	static byte[] text(int length) {
		String numbers = IntStream.range(0, length).mapToObj(Integer::toString).collect(Collectors.joining(" "));
		return Arrays.copyOf(numbers.getBytes(StandardCharsets.ISO_8859_1), length);
	}

	static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	private void read(String line) {
		if (line.startsWith("* ")) {
			setting(line.substring(2).split(" ", 2));
		}
		else if (line.startsWith("> ") && !line.contains(": ")) {
			finish();
			this.current = new Recording(line.substring(2));
		}
		else if (!line.isEmpty() || this.current != null) {
			if (this.current == null) {
				throw new IllegalArgumentException("'%s' stands before any probe".formatted(line));
			}
			this.current.read(line);
		}
	}

	private void finish() {
		if (this.current != null) {
			this.exchanges.add(this.current.exchange(this.path));
			this.wire.add(this.current.wire());
			this.current = null;
		}
	}

	private void repeat() {
		if (this.steady) {
			Exchange plain = this.exchanges.get(0);
			this.exchanges.add(1,
					new Exchange(Probe.REPEATED, plain.method(), plain.path(), plain.request(), plain.outcome()));
			this.wire.add(1, this.wire.get(0));
		}
	}

	private void setting(String[] words) {
		Expectations old = this.expectations;
		switch (words[0]) {
			case "steady" -> this.steady = true;
			case "versioned" -> this.versioned = true;
			case "path" -> this.path = words[1];
			case "min-ttl" -> this.expectations = new Expectations(seconds(words[1]), old.maxTtl(),
					old.staleWhileRevalidate(), old.storage());
			case "max-ttl" -> this.expectations = new Expectations(old.minTtl(), seconds(words[1]),
					old.staleWhileRevalidate(), old.storage());
			case "swr" ->
				this.expectations = new Expectations(old.minTtl(), old.maxTtl(), seconds(words[1]), old.storage());
			case "storage" -> this.expectations = new Expectations(old.minTtl(), old.maxTtl(),
					old.staleWhileRevalidate(), Optional.of(Expectations.Storage.valueOf(words[1])));
			default -> throw new IllegalArgumentException(words[0]);
		}
	}

	private static Optional<Duration> seconds(String text) {
		return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
	}

	private static FieldLine field(String line) {
		String[] parts = line.split(":", 2);
		return new FieldLine(parts[0], parts[1]);
	}

	/**
	 * One exchange as far as it was read.
	 */
	private static final class Recording {

		private final Probe probe;

		private final String detail;

		private final List<FieldLine> request = new ArrayList<>();

		private final List<FieldLine> response = new ArrayList<>();

		private final List<String> lines = new ArrayList<>();

		private int status;

		private byte @Nullable [] bytes;

		private boolean gzip;

		private boolean complete = true;

		private boolean bytesAfterEnd;

		private Instant receivedAt = NOON;

		private @Nullable Failure failure;

		Recording(String probe) {
			String[] words = probe.split(" ", 2);
			this.probe = Arrays.stream(Probe.values())
				.filter((candidate) -> candidate.code().equals(words[0]))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("no probe '%s'".formatted(words[0])));
			this.detail = (words.length > 1) ? words[1] : "";
		}

		void read(String line) {
			if (line.startsWith("> ")) {
				this.request.add(field(line.substring(2)));
			}
			else if (line.startsWith("< !")) {
				special(line.substring(3).split(" ", 2));
			}
			else if (line.startsWith("< ") && Text.isDigits(line.substring(2))) {
				this.status = Integer.parseInt(line.substring(2));
			}
			else if (line.startsWith("< ")) {
				this.response.add(field(line.substring(2)));
			}
			else if (!line.isEmpty()) {
				this.lines.add(line);
			}
		}

		private void special(String[] words) {
			switch (words[0]) {
				case "gzip" -> this.gzip = true;
				case "cut" -> this.complete = false;
				case "after" -> this.bytesAfterEnd = true;
				case "later" -> this.receivedAt = NOON.plusSeconds(Long.parseLong(words[1]));
				case "text" -> this.bytes = text(Integer.parseInt(words[1]));
				case "part" -> this.bytes = part(words[1]);
				default -> this.failure = new Failure(
						Failure.Kind.valueOf(words[0].replace('-', '_').toUpperCase(Locale.ROOT)), words[1]);
			}
		}

		private static byte[] part(String range) {
			String[] ends = range.split("-", 2);
			return Arrays.copyOfRange(text(8192), Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
		}

		Exchange exchange(String path) {
			Fields fields = new Fields(this.request);
			String method = this.probe.name().startsWith("HEAD") ? "HEAD" : "GET";
			String target = this.probe.isOfResource() ? path : "/products/none";
			if (this.failure != null) {
				return new Exchange(this.probe, this.detail, method, target, fields, this.failure);
			}
			return new Exchange(this.probe, this.detail, method, target, fields, new Response(this.status,
					new Fields(this.response), body(), this.bytesAfterEnd, this.receivedAt, Duration.ofMillis(5)));
		}

		byte[] wire() {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			if (this.failure == null) {
				StringBuilder head = new StringBuilder("HTTP/1.1 " + this.status + " \r\n");
				this.response.forEach((line) -> head.append(line.name() + ": " + line.value() + "\r\n"));
				out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
				out.writeBytes(isChunked() ? chunked(sent()) : sent());
				out.writeBytes((this.bytesAfterEnd || !this.complete) ? new byte[] { '?' } : new byte[0]);
			}
			return out.toByteArray();
		}

		private boolean isChunked() {
			Fields fields = new Fields(this.response);
			return fields.has("Transfer-Encoding") && !fields.has("Content-Length");
		}

		private static byte[] chunked(byte[] content) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			if (content.length > 0) {
				out.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
				out.writeBytes(content);
				out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			return out.toByteArray();
		}

		private byte[] sent() {
			byte[] content = (this.bytes != null) ? this.bytes
					: String.join("\n", this.lines).getBytes(StandardCharsets.UTF_8);
			return this.gzip ? gzip(content) : content;
		}

		private Body body() {
			byte[] sent = sent();
			BodyCollector collector = BodyCollector.of(new Fields(this.response));
			collector.add(sent, 0, sent.length);
			return collector.body(this.complete);
		}

	}

}
