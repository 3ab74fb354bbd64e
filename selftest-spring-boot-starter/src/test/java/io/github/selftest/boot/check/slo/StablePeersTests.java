package io.github.selftest.boot.check.slo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.boot.check.SelfTestConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StablePeersTests {

	private static final String GOOD = """
			{"pod":"stable-1","podTemplateHash":"old","measurements":[{"name":"successRate","value":0.99},
			{"name":"requestsSinceStart","value":1543.0},{"name":"errorsSinceStart","value":2}]}""";

	private final CountDownLatch patience = new CountDownLatch(1);

	private final AtomicInteger redirected = new AtomicInteger();

	@SuppressWarnings("NullAway.Init")
	private HttpServer server;

	private String body = GOOD;

	private int status = 200;

	private boolean slow;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/elsewhere", (exchange) -> this.redirected.incrementAndGet());
		this.server.createContext("/check", (exchange) -> {
			byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			exchange.sendResponseHeaders(this.status, bytes.length);
			try (OutputStream out = exchange.getResponseBody()) {
				if (this.slow) {
					await();
				}
				out.write(bytes);
			}
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.patience.countDown();
		this.server.stop(0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 424 })
	void tellWhatTheyHaveCounted(int status) throws Exception {
		this.status = status;
		assertThat(ask("127.0.0.1").counts()).containsExactly(new PeerCounts("stable-1", "old", 1543, 2));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					200 | <html>                                                  | no JSON
					302 | {}                                                      | something else
					200 | []                                                      | something else
					200 | {"pod":"a"}                                             | something else
					200 | {"pod":"a","measurements":[]}                           | shows no measurements
					200 | {"pod":"a","measurements":[{"name":"requestsSinceStart"}]} | is no count
					200 | {"pod":"a","measurements":[{"name":"requestsSinceStart","value":-1}]} | is no count
					200 | {"pod":"a","measurements":[{"name":"requestsSinceStart","value":1e99}]} | is no count
					200 | {"pod":"a","measurements":[{"name":"requestsSinceStart","value":1}]} | no measurement 'errorsSinceStart'
					200 | {"pod":"a","measurements":[{"name":"requestsSinceStart","value":1},{"name":"errorsSinceStart","value":2}]} | more errors
					""")
	void mayAnswerTrash(int status, String body, String problem) throws Exception {
		this.status = status;
		this.body = body;
		StablePeers.Answers answers = ask("127.0.0.1");

		assertThat(answers.counts()).isEmpty();
		assertThat(answers.problem()).contains(problem);
		assertThat(this.redirected).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"stable-1\"", "\"old\"" })
	void haveNamesThatPodsHave(String name) throws Exception {
		this.body = GOOD.replace(name, '"' + "x".repeat(254) + '"');
		assertThat(ask("127.0.0.1"))
			.isEqualTo(new StablePeers.Answers(List.of(), "its pod has a name that no pod has"));
	}

	@Test
	void mayAnswerWithoutEnd() throws Exception {
		this.body = " ".repeat(300_000);
		assertThat(ask("127.0.0.1").problem()).contains("more than 256 KB");
	}

	@Test
	void mayBeSlowAndAreNotAskedTwiceAtOnce() throws Exception {
		this.slow = true;
		StablePeers peers = peers("127.0.0.1", "300ms");
		assertThat(peers.ask(Duration.ofSeconds(5)).problem()).contains("no answer");
		assertThat(peers.ask(Duration.ofMillis(210)).counts()).isEmpty();
	}

	@Test
	void areHeardAlthoughTheFirstOneHangs() throws Exception {
		try (ServerSocket silent = silent()) {
			StablePeers.Answers answers = peers("1s", silent.getInetAddress(), this.server.getAddress().getAddress())
				.ask(Duration.ofSeconds(5));

			assertThat(answers.counts()).containsExactly(new PeerCounts("stable-1", "old", 1543, 2));
			assertThat(answers.problem()).startsWith("no answer of one of 2");
		}
	}

	@Test
	void areHeardAlthoughTheLastOneHangs() throws Exception {
		try (ServerSocket silent = silent()) {
			StablePeers peers = peers("4s", this.server.getAddress().getAddress(), silent.getInetAddress());
			Awaitility.await().untilAsserted(() -> {
				StablePeers.Answers answers = peers.ask(Duration.ofMillis(500));
				assertThat(answers.counts()).containsExactly(new PeerCounts("stable-1", "old", 1543, 2));
				assertThat(answers.problem()).startsWith("no answer");
			});
		}
	}

	@Test
	void mayBeAway() throws Exception {
		this.server.stop(0);
		assertThat(ask("127.0.0.1").problem()).contains("no answer");
		assertThat(ask("no-such-host.invalid").problem()).contains("no address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders", "https://orders/x", "http://me:secret@orders/x", "http://[", "file:///x" })
	void haveAnAddressOfHttp(String url) {
		assertThatExceptionOfType(SelfTestConfigurationException.class).isThrownBy(
				() -> StablePeers.of(SloRuns.evidence(Map.of("selftest.slo.peer.url", url)).peer(), System::nanoTime))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	private StablePeers.Answers ask(String host) throws InterruptedException {
		return peers(host, "2s").ask(Duration.ofSeconds(5));
	}

	private ServerSocket silent() throws IOException {
		return new ServerSocket(this.server.getAddress().getPort(), 5, InetAddress.getByName("127.0.0.2"));
	}

	private StablePeers peers(String timeout, InetAddress... addresses) {
		return StablePeers
			.of(SloRuns.evidence(properties("stable-pods", timeout)).peer(), (host) -> addresses, System::nanoTime)
			.orElseThrow();
	}

	private StablePeers peers(String host, String timeout) {
		return StablePeers.of(SloRuns.evidence(properties(host, timeout)).peer(), System::nanoTime).orElseThrow();
	}

	private Map<String, Object> properties(String host, String timeout) {
		String url = "http://" + host + ":" + this.server.getAddress().getPort() + "/check?detail=full";
		return Map.of("selftest.slo.peer.url", url, "selftest.slo.peer.timeout", timeout);
	}

	private void await() {
		try {
			this.patience.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
