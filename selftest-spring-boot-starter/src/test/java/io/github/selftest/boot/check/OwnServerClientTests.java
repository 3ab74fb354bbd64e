package io.github.selftest.boot.check;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Status;
import io.github.selftest.boot.HeldPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests of the client against servers that behave, and against those that do not.
 */
@Timeout(20)
class OwnServerClientTests {

	private final TestCheckContext run = TestCheckContext.ofKind("http");

	@Test
	void sendsTheMarkAndNothingThatKeepsTheConnection() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content", "", "")) {
			client(server).post("/orders?dry=true").header("Accept", "text/plain").json("{}").send();
			assertThat(server.requests().take()).filteredOn((line) -> !line.startsWith("X-Selftest-Own: "))
				.containsExactly("POST /orders?dry=true HTTP/1.1", "Host: 127.0.0.1:" + server.port(),
						"Connection: close", "User-Agent: SyntheticMonitor/1.0", "X-Synthetic-Request: true",
						"Accept: text/plain", "Content-Type: application/json", "Content-Length: 2");
		}
	}

	@Test
	void readsABodyOfDeclaredLength() throws Exception {
		assertThat(answerTo("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello, and more").body()).isEqualTo("hello");
	}

	@Test
	void readsABodyInChunks() throws Exception {
		Response response = answerTo("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "5;a=b", "hello", "1", "!",
				"0", "Trailer: x", "", "");
		assertThat(response.body()).isEqualTo("hello!");
	}

	@Test
	void readsABodyUpToTheEndOfTheConnection() throws Exception {
		assertThat(answerTo("HTTP/1.0 200 OK", "", "hello").body()).isEqualTo("hello");
	}

	@Test
	void readsABodyInItsDeclaredCharacterSet() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset=iso-8859-1\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			out.write(0xe9);
		})) {
			assertThat(client(server).get("/").send().body()).isEqualTo("\u00e9");
		}
	}

	@Test
	void passesInterimAnswersBy() throws Exception {
		assertThat(
				answerTo("HTTP/1.1 100 Continue", "", "HTTP/1.1 404 Not Found", "Content-Length: 0", "", "").status())
			.isEqualTo(404);
	}

	@Test
	void returnsTheValuesOfAHeaderWhateverItsCase() throws Exception {
		Response response = answerTo("HTTP/1.1 200 OK", "Vary: Accept", "vary:Origin ", "Content-Length: 0", "", "");
		assertThat(response.headers("VARY")).containsExactly("Accept", "Origin");
		assertThat(response.headers("Server")).isEmpty();
	}

	@Test
	void answersAHeadRequestWithoutABody() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", "Content-Length: 5", "", "")) {
			assertThat(client(server).request("HEAD", "/").send().body()).isEmpty();
		}
	}

	@Test
	void doesNotFollowARedirect() throws Exception {
		try (ScriptedServer other = ScriptedServer.answering("HTTP/1.1 200 OK", "", "");
				ScriptedServer server = ScriptedServer.answering("HTTP/1.1 302 Found",
						"Location: http://127.0.0.1:" + other.port() + "/", "Content-Length: 0", "", "")) {
			assertThat(client(server).get("/").send().status()).isEqualTo(302);
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	void failsWhenTheConnectionIsRefused() throws Exception {
		try (HeldPort port = HeldPort.any()) {
			Finding finding = findingOf(
					client(new MockEnvironment().withProperty("local.server.port", "" + port.number())));
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.code()).isEqualTo("http.unreachable");
			assertThat(finding.message()).isEqualTo("GET /products got no answer");
			assertThat(finding.observed()).isEqualTo("connection refused");
			assertThat(finding.expected()).isEqualTo("an answer within 9900 ms");
		}
	}

	@Test
	void isInconclusiveWithoutAPort() {
		Finding finding = findingOf(client(new MockEnvironment()));
		assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(finding.code()).isEqualTo("http.no-server");
		assertThat(finding.remedy()).contains("server.port");
	}

	@Test
	void failsWhenTheConnectionIsClosedWithoutAnAnswer() throws Exception {
		assertThat(problemWith(ScriptedServer.answering(""))).isEqualTo("the connection was closed without an answer");
	}

	@Test
	void failsWhenTheConnectionIsReset() throws Exception {
		try (ServerSocket resetting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> reset(resetting), "resetting-server");
			thread.start();
			Finding finding = findingOf(
					client(new MockEnvironment().withProperty("local.server.port", "" + resetting.getLocalPort())));
			assertThat(finding.code()).isEqualTo("http.unreachable");
			assertThat(finding.observed()).isIn("connection broken", "the connection was closed without an answer");
			thread.join();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH", "HTTP/2 200", "HTTP/1.1 20", "HTTP/1.1 200 OK\nno header",
			"HTTP/1.1 200 OK\n folded: line", "HTTP/1.1 200 OK\nX-A : b", "HTTP/1.1 200 OK\nX-A: b\rX-C: d",
			"HTTP/1.1 200 OK\nX-A: \u0000", "HTTP/1.1 200 OK\nX-A: \u001b[2J", "HTTP/1.1 200 \u0007",
			"HTTP/1.1 101 Switching Protocols", "HTTP/1.1 200 OK\nContent-Length: +1",
			"HTTP/1.1 200 OK\nContent-Length: 1, 1", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked, chunked",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Length: 1\n\n1\na\n0",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\nab\n0",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n-1\na\n0",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1 a\na\n0",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\na\n0\nno trailer", "HTTP/1.1 200 OK\nContent-Length: -1",
			"HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2", "HTTP/1.1 200 OK\nTransfer-Encoding: gzip",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz" })
	void failsOnAMalformedAnswer(String answer) throws Exception {
		assertThat(problemWith(ScriptedServer.answering(answer, "", ""))).isEqualTo("the answer is malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n" })
	void failsWhenTheAnswerEndsEarly(String answer) throws Exception {
		assertThat(problemWith(ScriptedServer.answering(answer))).isEqualTo("the answer ended early");
	}

	@Test
	void readsHeadersBeyondAscii() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> out.write(
				"HTTP/1.1 200 \u00c5\u0085\r\nX-Farm: \u00c3\u0085s\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)))) {
			assertThat(client(server).get("/").send().headers("X-Farm")).containsExactly("\u00c3\u0085s");
		}
	}

	@Test
	void readsHeadersAtOnceHoweverManyBlanksTheyHave() throws Exception {
		String head = "HTTP/1.1 200 OK\r\nX-Farm: " + " ".repeat(60_000) + "\u0085\r\n\r\n";
		try (ScriptedServer server = new ScriptedServer(
				(out) -> out.write(head.getBytes(StandardCharsets.ISO_8859_1)))) {
			assertThat(client(server).get("/").send().headers("X-Farm")).containsExactly("\u0085");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "204 No Content", "304 Not Modified" })
	void waitsForNoBodyWhereNoneBelongs(String status) throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> {
			out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			pause(5000);
		})) {
			assertThat(client(server).get("/").send().body()).isEmpty();
		}
	}

	@Test
	void givesUpOnEndlessHeaders() throws Exception {
		assertThat(problemWith(
				new ScriptedServer((out) -> forever(out, "HTTP/1.1 200 OK\r\n", "X-Filler: 0123456789\r\n"))))
			.isEqualTo("the answer is malformed");
	}

	@Test
	void givesUpOnEndlessInterimAnswers() throws Exception {
		assertThat(problemWith(new ScriptedServer((out) -> forever(out, "", "HTTP/1.1 100 Continue\r\n\r\n"))))
			.isEqualTo("the answer is malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n" })
	void givesUpOnABodyThatIsTooLarge(String head) throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> forever(out, head, "0123456789"))) {
			Finding finding = findingOf(client(server));
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.code()).isEqualTo("http.body-too-large");
			assertThat(finding.observed()).isEqualTo("more than 1048576 bytes");
			assertThat(server.ends().take()).isEqualTo("broken");
		}
	}

	@Test
	void failsWhenNoAnswerComesInTime() throws Exception {
		this.run.withRemaining(Duration.ofMillis(300));
		assertThat(problemWith(new ScriptedServer((out) -> pause(5000)))).isEqualTo("time-out");
	}

	@Test
	void failsWhenTheAnswerDrips() throws Exception {
		this.run.withRemaining(Duration.ofMillis(300));
		assertThat(problemWith(new ScriptedServer((out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			for (int i = 0; i < 1000; i++) {
				out.write('x');
				pause(20);
			}
		}))).isEqualTo("time-out");
	}

	@Test
	void endsWhenInterruptedAndKeepsTheInterrupt() throws Exception {
		try (ScriptedServer server = new ScriptedServer((out) -> pause(5000))) {
			Thread caller = Thread.currentThread();
			Thread interrupting = new Thread(() -> {
				try {
					server.requests().take();
					caller.interrupt();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			});
			interrupting.start();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> client(server).get("/").send());
			assertThat(Thread.interrupted()).isTrue();
			interrupting.join();
		}
	}

	@Test
	void endsWhenInterruptedWhileConnecting() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<SocketChannel> waiting = fill(full);
			Thread caller = Thread.currentThread();
			Thread interrupting = new Thread(() -> interruptWhileConnecting(caller));
			interrupting.start();
			assertThatExceptionOfType(CancellationException.class)
				.isThrownBy(() -> client(plain(full)).get("/").send());
			assertThat(Thread.interrupted()).isTrue();
			interrupting.join();
			for (SocketChannel channel : waiting) {
				channel.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\nmore",
			"none", "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nslow" })
	void closesTheConnectionWhateverTheAnswer(String answer) throws Exception {
		this.run.withRemaining(Duration.ofMillis(500));
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			FutureTask<Integer> end = new FutureTask<>(() -> readToTheEndAfter(answer, server));
			Thread thread = new Thread(end, "patient-server");
			thread.start();
			Throwable outcome = catchThrowable(() -> client(plain(server)).get("/").send());
			assertThat(outcome == null || outcome instanceof FindingError).isTrue();
			assertThat(end.get(10, TimeUnit.SECONDS)).isPositive();
			thread.join();
		}
	}

	@Test
	void failsWhenTheServerSpeaksNoTls() throws Exception {
		this.run.withRemaining(Duration.ofMillis(300));
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(findingOf(client(secure(silent))).observed()).isEqualTo("time-out");
		}
	}

	@Test
	void endsWhenInterruptedInATlsHandshake() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread caller = Thread.currentThread();
			Thread interrupting = new Thread(() -> interruptAfterAccepting(silent, caller));
			interrupting.start();
			assertThatExceptionOfType(CancellationException.class)
				.isThrownBy(() -> client(secure(silent)).get("/").send());
			assertThat(Thread.interrupted()).isTrue();
			interrupting.join();
		}
	}

	@Test
	void isInconclusiveWhenOthersUseUpThePace() throws Exception {
		try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 200 OK", "", "")) {
			LoopbackTimeSource time = new LoopbackTimeSource();
			Pace pace = new Pace(1, time);
			assertThat(pace.await(Duration.ofSeconds(10))).as("somebody else").isTrue();
			LoopbackClient client = new OwnServerClient(this.run.withRemaining(Duration.ofMillis(500)),
					server.environment(), new HttpExchange(new OwnServerTls(), time, () -> new OwnMark()::headers),
					pace);
			Finding finding = findingOf(client);
			assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(finding.code()).isEqualTo("http.over-pace");
			assertThat(finding.remedy()).contains("selftest.loopback.max-requests-per-second");
			assertThat(server.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "products", "//elsewhere", "/a//b", "/\\elsewhere", "http://elsewhere/", "@elsewhere",
			"/a#b", "/a b", "/a\r\nX: y", "/\u00e9", "/{id}", "/%zz" })
	void refusesAPathThatCouldLeadElsewhere(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> client(new MockEnvironment()).get(path))
			.withMessageContaining("path must be a path below the context path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host", "connection", "Content-Length", "Transfer-Encoding", "Upgrade", "User-Agent",
			"X-Synthetic-Request", "bad name", "" })
	void refusesAHeaderThatIsNotTheCallersToSet(String name) {
		LoopbackClient.Request request = client(new MockEnvironment()).get("/");
		assertThatIllegalArgumentException().isThrownBy(() -> request.header(name, "x"));
	}

	@Test
	void refusesAHeaderValueThatStartsAnotherLineAndDoesNotRepeatIt() {
		LoopbackClient.Request request = client(new MockEnvironment()).get("/");
		assertThatIllegalArgumentException().isThrownBy(() -> request.header("Authorization", "s3cret\r\nHost: x"))
			.withMessage("header value must be a text of visible ASCII characters and blanks but was "
					+ "another text of 15 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "get", "CONNECT", "TRACE", "GET /x HTTP/1.1", "" })
	void refusesAMethodThatIsNone(String method) {
		assertThatIllegalArgumentException().isThrownBy(() -> client(new MockEnvironment()).request(method, "/"))
			.withMessageContaining("method must be one of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS");
	}

	private Response answerTo(String... lines) throws IOException {
		try (ScriptedServer server = ScriptedServer.answering(lines)) {
			return client(server).get("/products").send();
		}
	}

	private String problemWith(ScriptedServer server) throws IOException {
		try (server) {
			Finding finding = findingOf(client(server));
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.code()).isEqualTo("http.unreachable");
			return String.valueOf(finding.observed());
		}
	}

	private Finding findingOf(LoopbackClient client) {
		FindingError error = catchThrowableOfType(FindingError.class, () -> client.get("/products").send());
		assertThat(error).isNotNull();
		return error.finding();
	}

	private LoopbackClient client(ScriptedServer server) {
		return this.run.withServiceOf(server.environment()).loopback();
	}

	private LoopbackClient client(MockEnvironment environment) {
		return this.run.withServiceOf(environment).loopback();
	}

	private static MockEnvironment plain(ServerSocket server) {
		return new MockEnvironment().withProperty("local.server.port", "" + server.getLocalPort());
	}

	private static MockEnvironment secure(ServerSocket server) {
		return plain(server).withProperty("server.ssl.bundle", "web");
	}

	private static List<SocketChannel> fill(ServerSocket server) throws IOException {
		List<SocketChannel> waiting = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			SocketChannel channel = SocketChannel.open();
			channel.configureBlocking(false);
			channel.connect(server.getLocalSocketAddress());
			waiting.add(channel);
		}
		return waiting;
	}

	private static void interruptWhileConnecting(Thread caller) {
		for (int i = 0; i < 1000 && !isConnecting(caller); i++) {
			pause(5);
		}
		pause(50);
		caller.interrupt();
	}

	private static boolean isConnecting(Thread caller) {
		return Stream.of(caller.getStackTrace()).anyMatch((frame) -> frame.getMethodName().equals("connect"));
	}

	private static int readToTheEndAfter(String answer, ServerSocket server) throws IOException {
		try (var connection = server.accept()) {
			connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
			return connection.getInputStream().readAllBytes().length;
		}
	}

	private static void interruptAfterAccepting(ServerSocket server, Thread caller) {
		try (var connection = server.accept()) {
			assertThat(connection.getInputStream().read()).isNotNegative();
			caller.interrupt();
			assertThat(connection.getInputStream().readAllBytes()).isNotEmpty();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void reset(ServerSocket server) {
		try (var connection = server.accept()) {
			connection.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void forever(OutputStream out, String head, String more) throws IOException {
		out.write(head.getBytes(StandardCharsets.US_ASCII));
		while (!Thread.currentThread().isInterrupted()) {
			out.write(more.getBytes(StandardCharsets.US_ASCII));
		}
	}

	private static void pause(long millis) {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
	}

}
