package io.github.selftest.boot.notify;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.selftest.boot.HeldPort;
import io.github.selftest.boot.engine.SystemEngineClock;
import io.github.selftest.boot.notify.Outcome.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class TransportTests {

	private static final Duration SOON = Duration.ofMillis(300);

	private static final Duration LATE = Duration.ofSeconds(20);

	private final Transport transport = new Transport(new SystemEngineClock(), Duration.ofSeconds(2), () -> null);

	@AfterEach
	void stop() {
		this.transport.stop();
	}

	@ParameterizedTest
	@CsvSource({ "200, ACCEPTED", "204, ACCEPTED", "301, REDIRECTED", "307, REDIRECTED", "400, REFUSED", "404, REFUSED",
			"408, UNAVAILABLE", "429, UNAVAILABLE", "500, UNAVAILABLE", "503, UNAVAILABLE" })
	void tellsWhatAStatusMeans(int status, Kind kind) throws Exception {
		try (Receiver receiver = new Receiver().answering(status)) {
			Outcome outcome = send(receiver.url());
			assertThat(outcome.kind()).isEqualTo(kind);
			assertThat(outcome.observed()).isEqualTo("HTTP " + status);
		}
	}

	@Test
	void followsNoRedirect() throws Exception {
		try (Receiver other = new Receiver();
				Receiver receiver = new Receiver().answering(307, "Location", other.url())) {
			assertThat(send(receiver.url()).kind()).isEqualTo(Kind.REDIRECTED);
			assertThat(other.paths).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "7 | 7", "0 | 0", "soon |", "-1 |", "Thu, 01 Jan 1970 00:00:00 GMT |" })
	void readsRetryAfter(String value, Long seconds) throws Exception {
		try (Receiver receiver = new Receiver().answering(429, "Retry-After", value)) {
			Duration expected = (seconds != null) ? Duration.ofSeconds(seconds) : null;
			assertThat(send(receiver.url()).retryAfter()).isEqualTo(expected);
		}
	}

	@Test
	void readsRetryAfterAsATimeOfDay() throws Exception {
		try (Receiver receiver = new Receiver().answering(503, "Retry-After", "Thu, 31 Dec 2099 23:59:59 GMT")) {
			assertThat(send(receiver.url()).retryAfter()).isGreaterThan(Duration.ofDays(365));
		}
	}

	@Test
	void comesBackWhenTheTargetHangs() throws Exception {
		try (RawReceiver receiver = new RawReceiver((out, closed) -> closed.await())) {
			Outcome outcome = send(receiver.url(), SOON);
			assertThat(outcome.kind()).isEqualTo(Kind.UNAVAILABLE);
			assertThat(outcome.observed()).isEqualTo("no answer within 0.3 s");
		}
	}

	@Test
	void comesBackWhenTheTargetDribblesItsHead() throws Exception {
		try (RawReceiver receiver = new RawReceiver((out, closed) -> {
			out.write("HTTP/1.1 200 OK\r\nX-Drop: ".getBytes(StandardCharsets.US_ASCII));
			while (!closed.await(20, TimeUnit.MILLISECONDS)) {
				out.write('x');
				out.flush();
			}
		})) {
			assertThat(send(receiver.url(), SOON).observed()).isEqualTo("no answer within 0.3 s");
		}
	}

	@Test
	void takesTheStatusOfAnAnswerWhoseBodyNeverEnds() throws Exception {
		try (RawReceiver receiver = new RawReceiver((out, closed) -> {
			out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			byte[] more = new byte[1024];
			while (closed.getCount() > 0) {
				out.write(more);
			}
		})) {
			Outcome outcome = send(receiver.url());
			assertThat(outcome.isAccepted()).isTrue();
			assertThat(outcome.duration()).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void takesTheStatusOfAnAnswerWhoseBodyNeverComes() throws Exception {
		try (RawReceiver receiver = new RawReceiver((out, closed) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			closed.await();
		})) {
			assertThat(send(receiver.url(), Duration.ofSeconds(3)).isAccepted()).isTrue();
		}
	}

	@Test
	void saysThatNobodyListens() throws Exception {
		try (HeldPort port = HeldPort.any()) {
			assertThat(send("http://127.0.0.1:" + port.number() + "/s3cretPath").observed())
				.isEqualTo("connection refused");
		}
	}

	@Test
	void saysThatAHostIsUnknown() throws Exception {
		assertThat(send("http://no-such-host.invalid/s3cretPath").observed()).isEqualTo("host unknown");
	}

	@Test
	void saysThatTlsFails() throws Exception {
		try (RawReceiver receiver = new RawReceiver((out, closed) -> {
			out.write("HTTP/1.1 400 This is no TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			closed.await();
		})) {
			assertThat(send("https://127.0.0.1:" + receiver.port() + "/s3cretPath").observed()).isEqualTo("TLS failed");
		}
	}

	@Test
	void endsItsThreads() throws Exception {
		try (Receiver receiver = new Receiver()) {
			send(receiver.url());
		}
		this.transport.stop();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			// before Java 21 the client ends its selector when it is garbage
			System.gc();
			return threads().isEmpty();
		});
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("selftest-alert-http"))
			.toList();
	}

	private Outcome send(String url) throws InterruptedException {
		return send(url, LATE);
	}

	private Outcome send(String url, Duration limit) throws InterruptedException {
		return this.transport.send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString("{}")).build(),
				limit);
	}

}
