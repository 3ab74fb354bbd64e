package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

import io.github.selftest.boot.check.ScriptedServer;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is sent, against a socket that answers what a test wants.
 */
@Timeout(30)
class ProberTests {

	private static final ProbeSettings SETTINGS = settings(Duration.ofSeconds(10));

	private static final Resource PAGE = new Resource("page", "/page?a=b", false, Expectations.NONE);

	@Test
	void sendsFiveRequestsInTheBasicTier() throws Exception {
		try (ScriptedServer server = ok("ETag: \"v1\"", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT")) {
			assertThat(codes(probe(server, Tier.BASIC))).containsExactly("G", "Z", "N", "M", "H");
		}
	}

	@Test
	void sendsFourteenRequestsInTheStandardTier() throws Exception {
		try (ScriptedServer server = partial()) {
			assertThat(codes(probe(server, Tier.STANDARD))).containsExactly("G", "Z", "N", "M", "H", "G2", "R", "NZ",
					"NW", "NL", "NX", "RZ", "RI", "E");
		}
	}

	@Test
	void sendsAllRequestsInTheDeepTier() throws Exception {
		try (ScriptedServer server = partial()) {
			assertThat(codes(probe(server, Tier.DEEP))).contains("Q", "NS", "MO", "IM", "IU", "R2", "R3", "RD", "RW",
					"RO", "HN", "HR", "V:Accept-Language", "EN");
		}
	}

	@Test
	void sendsNoProbeWhosePreconditionIsAbsent() throws Exception {
		try (ScriptedServer server = ok("X: y")) {
			assertThat(codes(probe(server, Tier.STANDARD))).containsExactly("G", "Z", "H", "G2", "R", "E");
		}
	}

	@Test
	void sendsTheSameEachTime() throws Exception {
		try (ScriptedServer server = partial()) {
			probe(server, Tier.DEEP);
			List<List<String>> first = withoutMark(requests(server));
			probe(server, Tier.DEEP);
			assertThat(withoutMark(requests(server))).isEqualTo(first).hasSizeGreaterThan(20);
		}
	}

	@Test
	void sendsOwnTagAndFixedSlices() throws Exception {
		try (ScriptedServer server = partial()) {
			probe(server, Tier.DEEP);
			assertThat(requests(server)).flatMap((lines) -> lines.subList(5, lines.size()))
				.contains("If-None-Match: \"v1\"", "If-None-Match: W/\"v1\"", "If-None-Match: \"selftest,0\", \"v1\"",
						"If-Modified-Since: Sat, 05 Nov 1994 08:49:37 GMT", "Range: bytes=0-3", "Range: bytes=-5",
						"Range: bytes=2-4", "Range: bytes=8197-");
		}
	}

	@Test
	void looksASecondTimeBeforeItSaysThatContentDiffers() throws Exception {
		AtomicInteger count = new AtomicInteger();
		try (ScriptedServer server = new ScriptedServer(
				(out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + count.incrementAndGet() % 10))) {
			assertThat(codes(probe(server, Tier.BASIC))).containsExactly("G", "Z", "H", "G2");
		}
	}

	@Test
	void stopsAtAnAnswerThatIsNoContent() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 503 No", "Content-Length: 0", "", "")) {
			assertThat(codes(probe(server, Tier.DEEP))).containsExactly("G");
		}
	}

	@Test
	void keepsWhatGotNoAnswer() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> new CountDownLatch(1).countDown())) {
			Evidence evidence = probe(server, Tier.DEEP);
			assertThat(evidence.exchanges()).singleElement()
				.satisfies(
						(exchange) -> assertThat(exchange.failure()).map(Failure::kind).contains(Failure.Kind.RESET));
		}
	}

	@Test
	void keepsBinaryTrash() throws Exception {
		byte[] trash = new byte[3000];
		new Random(7).nextBytes(trash);
		try (ScriptedServer server = new ScriptedServer((out) -> out.write(trash))) {
			assertThat(probe(server, Tier.DEEP).exchanges()).singleElement()
				.satisfies((exchange) -> assertThat(exchange.failure()).map(Failure::kind)
					.contains(Failure.Kind.MALFORMED));
		}
	}

	@Test
	void cutsOffAnEndlessAnswer() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 200 OK\r\n\r\n");
			for (int i = 0; i < 1_000_000; i++) {
				write(out, "endless ");
			}
		})) {
			Body body = probe(server, Tier.BASIC).plain().orElseThrow().body();
			assertThat(body.isComplete()).isFalse();
			assertThat(body.length()).isEqualTo(10 * 1024);
		}
	}

	@Test
	void stopsAtABodyThatHangsAsEachWouldTakeAllItsTime() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.talking((head, out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nevent");
			try {
				end.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		})) {
			assertThat(codes(probe(server, Tier.DEEP, settings(Duration.ofMillis(500))))).containsExactly("G");
			end.countDown();
		}
	}

	@Test
	void keepsMuchOnlyOfWhatPartsAreComparedWith() throws Exception {
		String text = "x".repeat(100_000);
		ProbeSettings settings = new ProbeSettings(Duration.ofSeconds(10), DataSize.ofMegabytes(1), Map.of());
		try (ScriptedServer server = ScriptedServer
			.talking((head, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + text))) {
			Prober prober = new Prober(TestCheckContext.rawLoopback(server.environment()),
					TestCheckContext.ofKind("http-cache"), PAGE, settings, Optional.empty());
			prober.probe(new ProbePlan(PAGE, "/page/missing", Map.of()), Tier.STANDARD);
			assertThat(prober.evidence().response(Probe.PLAIN).orElseThrow().body().bytes()).isPresent();
			assertThat(prober.evidence().response(Probe.REPEATED).orElseThrow().body().bytes()).isEmpty();
			assertThat(prober.evidence().hasSteadyBody()).isTrue();
		}
	}

	private static ScriptedServer ok(String... fields) throws IOException {
		return ScriptedServer.talking((head, out) -> {
			boolean isConditional = head.stream().anyMatch((line) -> line.startsWith("If-"));
			write(out, isConditional ? "HTTP/1.1 304 Not Modified\r\n\r\n"
					: "HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\nContent-Length: 5\r\n\r\nhello");
		});
	}

	private static ScriptedServer partial() throws IOException {
		return ScriptedServer.talking((head, out) -> {
			boolean isPart = head.stream().anyMatch((line) -> line.startsWith("Range:"));
			boolean isCoded = head.contains("Accept-Encoding: gzip");
			write(out,
					(isPart ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK")
							+ (isCoded ? "\r\nContent-Encoding: gzip" : "")
							+ "\r\nETag: \"v1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT"
							+ "\r\nContent-Length: 5\r\n\r\nhello");
		});
	}

	private static ProbeSettings settings(Duration timeout) {
		return new ProbeSettings(timeout, DataSize.ofKilobytes(10), Map.of("Accept-Language", "eo"));
	}

	private static Evidence probe(ScriptedServer server, Tier tier) {
		return probe(server, tier, SETTINGS);
	}

	private static Evidence probe(ScriptedServer server, Tier tier, ProbeSettings settings) {
		TestCheckContext context = TestCheckContext.ofKind("http-cache");
		Prober prober = new Prober(TestCheckContext.rawLoopback(server.environment()), context, PAGE, settings,
				Optional.empty());
		prober.probe(new ProbePlan(PAGE, "/page/missing", settings.variedHeaders()), tier);
		return prober.evidence();
	}

	private static List<String> codes(Evidence evidence) {
		return evidence.exchanges().stream().map(Exchange::name).toList();
	}

	// made anew with each probe here, as it is with each process
	private static List<List<String>> withoutMark(List<List<String>> requests) {
		return requests.stream()
			.map((lines) -> lines.stream().filter((line) -> !line.startsWith("X-Selftest-Own")).toList())
			.toList();
	}

	private static List<List<String>> requests(ScriptedServer server) {
		List<List<String>> requests = new ArrayList<>();
		server.requests().drainTo(requests);
		return requests;
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

}
