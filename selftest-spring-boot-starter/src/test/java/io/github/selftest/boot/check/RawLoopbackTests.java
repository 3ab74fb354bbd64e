package io.github.selftest.boot.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.FindingError;
import io.github.selftest.boot.check.RawAnswer.Missing;
import io.github.selftest.boot.check.RawAnswer.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the client that hides nothing, against servers that behave and others.
 */
@Timeout(20)
class RawLoopbackTests {

	private static final long MAX_BODY = 1000;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	@Test
	void sendsTheFieldsAsTheyAre() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content", "", "")) {
			send(server.environment(), request("GET", "/products?limit=1", new RawField("accept-ENCODING", "gzip;q=0"),
					new RawField("If-None-Match", "W/\"\u00e9, x\"")));
			assertThat(server.requests().take()).filteredOn((line) -> !line.startsWith("X-Selftest-Own: "))
				.containsExactly("GET /products?limit=1 HTTP/1.1", "Host: 127.0.0.1:" + server.port(),
						"Connection: close", "User-Agent: SyntheticMonitor/1.0", "X-Synthetic-Request: true",
						"accept-ENCODING: gzip;q=0", "If-None-Match: W/\"\ufffd, x\"");
		}
	}

	@Test
	void mayNameTheAgentMoreClosely() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content", "", "")) {
			send(server.environment(), request("GET", "/", new RawField("User-Agent", "SyntheticMonitor/1.0 (phone)")));
			assertThat(server.requests().take()).contains("User-Agent: SyntheticMonitor/1.0 (phone)")
				.doesNotContain("User-Agent: SyntheticMonitor/1.0");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: a", "Connection: keep-alive", "X-Synthetic-Request: false", "User-Agent: Mozilla",
			"Content-Length: 5", "a b: c", "Accept: a\r\nHost: b" })
	void refusesFieldsThatWouldMakeItAnotherRequest(String field) {
		String[] parts = field.split(": ", 2);
		assertThatIllegalArgumentException().isThrownBy(() -> request("GET", "/", new RawField(parts[0], parts[1])));
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "get" })
	void refusesMethodsThatCouldDoMoreThanRead(String method) {
		assertThatIllegalArgumentException().isThrownBy(() -> request(method, "/"));
	}

	@Test
	void refusesAPathToAnotherHost() {
		assertThatIllegalArgumentException().isThrownBy(() -> request("GET", "//example.org/"));
	}

	@Test
	void keepsEachLineInItsOrderAndCase() throws Exception {
		Received answer = received("HTTP/1.1 200 OK", "ETag: \"a\"", "cache-CONTROL:  max-age=5 \t", "X:",
				"Cache-Control: private", "Content-Length: 2", "", "ok");
		assertThat(answer.fields()).containsExactly(new RawField("ETag", "\"a\""),
				new RawField("cache-CONTROL", "max-age=5"), new RawField("X", ""),
				new RawField("Cache-Control", "private"), new RawField("Content-Length", "2"));
		assertThat(this.body).hasToString("ok");
		assertThat(answer.body()).isEqualTo(new RawBody(2, RawBody.End.COMPLETE, null, 0));
	}

	@Test
	void tellsTheTimeToTheHeadAndToTheEnd() throws Exception {
		Received answer = received("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok");
		assertThat(answer.firstByte()).isPositive();
		assertThat(answer.latency()).isGreaterThanOrEqualTo(answer.firstByte());
	}

	@ParameterizedTest
	@ValueSource(strings = { "304 Not Modified", "204 No Content" })
	void countsBytesBehindAnAnswerWithoutABody(String status) throws Exception {
		Received answer = received("HTTP/1.1 " + status, "Content-Length: 5", "", "hello");
		assertThat(answer.body()).isEqualTo(new RawBody(0, RawBody.End.NONE, null, 5));
	}

	@Test
	void countsBytesBehindAnAnswerOnAConnectionThatStaysOpen() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 304 Not Modified\r\n\r\nhello");
			blockForever();
		})) {
			assertThat(((Received) send(server.environment(), request("GET", "/"))).body().excess()).isEqualTo(5);
		}
	}

	@Test
	void countsBytesBehindTheDeclaredLength() throws Exception {
		assertThat(received("HTTP/1.1 200 OK", "Content-Length: 2", "", "hello").body())
			.isEqualTo(new RawBody(2, RawBody.End.COMPLETE, null, 3));
	}

	@Test
	void readsNoBodyOfAnAnswerToHead() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", "Content-Length: 5", "", "")) {
			Received answer = (Received) send(server.environment(), request("HEAD", "/"));
			assertThat(answer.body()).isEqualTo(new RawBody(0, RawBody.End.NONE, null, 0));
		}
	}

	@Test
	void cutsOffABodyOfTwoGigabytes() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n");
			writeForever(out, "x".repeat(8192));
		})) {
			assertCutOff((Received) send(server.environment(), request("GET", "/")));
		}
	}

	@Test
	void cutsOffAnEndlessBodyInChunks() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			writeForever(out, "7\r\nhello, \r\n");
		})) {
			assertCutOff((Received) send(server.environment(), request("GET", "/")));
		}
	}

	@Test
	void cutsOffAnEndlessBodyWithoutALength() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 200 OK\r\n\r\n");
			writeForever(out, "hello");
		})) {
			assertCutOff((Received) send(server.environment(), request("GET", "/")));
		}
	}

	@Test
	void reportsABodyThatBreaksOff() throws Exception {
		assertThat(received("HTTP/1.1 200 OK", "Content-Length: 50", "", "hello").body())
			.isEqualTo(new RawBody(5, RawBody.End.BROKEN, NoAnswer.ENDED_EARLY, 0));
	}

	@Test
	void reportsAChunkThatIsNone() throws Exception {
		assertThat(received("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5", "hello", "zz", "").body())
			.isEqualTo(new RawBody(5, RawBody.End.BROKEN, NoAnswer.MALFORMED, 0));
	}

	@Test
	void reportsABodyThatHangs() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			write(out, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
			blockForever();
		})) {
			Received answer = (Received) send(server.environment(), hasty());
			assertThat(answer.body()).isEqualTo(new RawBody(5, RawBody.End.BROKEN, NoAnswer.TIMED_OUT, 0));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\nETag : x\r\n\r\n",
			"HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", "HTTP/1.1 99 No\r\n\r\n", "<html>\r\n\r\n",
			"HTTP/1.1 101 Switching Protocols\r\n\r\n" })
	void reportsAMalformedHead(String head) throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> write(out, head))) {
			assertThat(problem(server)).isEqualTo(NoAnswer.MALFORMED);
		}
	}

	@Test
	void reportsBinaryTrash() throws Exception {
		byte[] trash = new byte[2000];
		new Random(5).nextBytes(trash);
		try (ScriptedServer server = new ScriptedServer((out) -> out.write(trash))) {
			assertThat(problem(server)).isEqualTo(NoAnswer.MALFORMED);
		}
	}

	@Test
	void blamesNoServerThatHadNoTime() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> blockForever())) {
			TestCheckContext run = TestCheckContext.ofKind("http-cache").withRemaining(Duration.ofMillis(100));
			assertThatExceptionOfType(FindingError.class)
				.isThrownBy(() -> TestCheckContext.rawLoopback(server.environment()).send(run, request("GET", "/")))
				.satisfies((error) -> assertThat(error.finding()).hasToString(
						"INCONCLUSIVE http-cache.out-of-time: " + "the run came to its end before GET / was answered"));
		}
	}

	@Test
	void reportsAServerThatHangs() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> blockForever())) {
			assertThat(((Missing) send(server.environment(), hasty())).problem()).isEqualTo(NoAnswer.TIMED_OUT);
		}
	}

	@Test
	void reportsAServerThatHangsUp() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("")) {
			assertThat(problem(server)).isEqualTo(NoAnswer.CLOSED);
		}
	}

	@Test
	void reportsAReset() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> reset(server));
			thread.setDaemon(true);
			thread.start();
			MockEnvironment environment = new MockEnvironment().withProperty("local.server.port",
					"" + server.getLocalPort());
			assertThat(((Missing) send(environment, request("GET", "/"))).problem()).isEqualTo(NoAnswer.BROKEN);
		}
	}

	@Test
	void isInconclusiveWithoutAPort() {
		assertThatExceptionOfType(FindingError.class).isThrownBy(() -> send(new MockEnvironment(), request("GET", "/")))
			.satisfies((error) -> assertThat(error.finding().code()).isEqualTo("http-cache.no-server"));
	}

	@Test
	void endsAtAnInterrupt() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> blockForever())) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(CancellationException.class)
				.isThrownBy(() -> send(server.environment(), request("GET", "/")));
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void costsLessThanAMillisecondOfProcessorTime() {
		try (ConfigurableApplicationContext service = TestService
			.start(new Class<?>[] { TestService.OnTomcat.class })) {
			RawRequest request = request("GET", "/products");
			cpuNanos(service.getEnvironment(), request, 300);
			double millis = cpuNanos(service.getEnvironment(), request, 200) / (200 * 1e6);
			assertThat(millis).isLessThan(1);
		}
	}

	private long cpuNanos(Environment environment, RawRequest request, int times) {
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		for (int i = 0; i < times; i++) {
			send(environment, request);
		}
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
	}

	private void assertCutOff(Received answer) {
		assertThat(answer.body()).isEqualTo(new RawBody(MAX_BODY, RawBody.End.CUT_OFF, null, 0));
		assertThat(this.body.size()).isEqualTo(MAX_BODY);
	}

	private Received received(String... lines) throws IOException {
		try (ScriptedServer server = ScriptedServer.answering(lines)) {
			return (Received) send(server.environment(), request("GET", "/"));
		}
	}

	private NoAnswer problem(ScriptedServer server) {
		return ((Missing) send(server.environment(), request("GET", "/"))).problem();
	}

	private RawRequest request(String method, String path, RawField... fields) {
		return new RawRequest(method, path, List.of(fields), PATIENCE, MAX_BODY, (lines) -> this.body::write);
	}

	private RawRequest hasty() {
		return new RawRequest("GET", "/", List.of(), Duration.ofMillis(500), MAX_BODY, (lines) -> this.body::write);
	}

	private static RawAnswer send(Environment environment, RawRequest request) {
		return TestCheckContext.rawLoopback(environment).send(TestCheckContext.ofKind("http-cache"), request);
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static void writeForever(OutputStream out, String text) throws IOException {
		for (int i = 0; i < 10_000_000; i++) {
			write(out, text);
		}
	}

	// longer than any test waits
	private static void blockForever() throws IOException {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private static void reset(ServerSocket server) {
		try (Socket connection = server.accept()) {
			assertThat(connection.getInputStream().read()).isPositive();
			connection.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			// the test sees that no answer comes
		}
	}

}
