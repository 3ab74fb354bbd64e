package io.github.selftest.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;
import io.github.selftest.sample.Tool.Output;
import io.github.selftest.sample.signin.TestAccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a monitor may do in the shop, and where its requests are counted.
 */
@FarmShopTest
class SyntheticTrafficTests {

	private static final String NOTHING = "{}";

	private final SyntheticSigner signer = new SyntheticSigner("monitor", Customers.MONITOR_SECRET, "farm-shop");

	@Autowired
	private RestTestClient shop;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private Customers customers;

	@Autowired
	private TestAccount testAccount;

	@LocalServerPort
	private int port;

	@Test
	void signedRequestsAreNoneOfTheUsers() {
		get("/products?limit=1", Map.of()).expectStatus().isOk();
		long users = users("/products");
		long monitors = monitors("/products");
		for (int i = 0; i < 5; i++) {
			get("/products?limit=1", sign("GET", "/products?limit=1", "")).expectStatus().isOk();
		}
		awaitMonitors(monitors + 5, "/products");
		assertThat(users("/products")).isEqualTo(users);
	}

	@Test
	void markWithoutProofIsAUserWhoReads() {
		long users = users("/products");
		get("/products?limit=1", Map.of(SyntheticSigner.MARK, "true")).expectStatus().isOk();
		await().untilAsserted(() -> assertThat(users("/products")).isEqualTo(users + 1));
	}

	@Test
	void markWithoutProofIsRefusedWhereItWouldAct() {
		assertRejected(post("/auth/token", NOTHING, Map.of(SyntheticSigner.MARK, "true")));
	}

	@Test
	void monitorSignsIn() {
		String credentials = """
				{"username": "%s", "password": "%s"}""".formatted(this.testAccount.username(),
				this.testAccount.password());
		post("/auth/token", credentials, sign("POST", "/auth/token", credentials)).expectStatus().isOk();
	}

	@Test
	void secondUseOfASignatureIsRefused() {
		Map<String, String> headers = sign("POST", "/auth/token", NOTHING);
		post("/auth/token", NOTHING, headers).expectStatus().isBadRequest();
		assertRejected(post("/auth/token", NOTHING, headers));
	}

	@Test
	void monitorPlacesNoOrder() {
		String order = """
				{"lines": [{"productId": 5, "quantity": 1}]}""";
		this.shop.post()
			.uri("/orders")
			.headers(this.customers.testAccount())
			.headers((headers) -> sign("POST", "/orders", order).forEach(headers::set))
			.contentType(MediaType.APPLICATION_JSON)
			.body(order)
			.exchange()
			.expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("synthetic.no-grant");
	}

	@Test
	void smokeSuiteIsSigned() {
		String[] uris = { "/auth/token", "/orders", "/products", "/products/{id}", "/sensors/readings/latest" };
		long users = users(uris);
		this.shop.post()
			.uri("/actuator/selftest/smoke?wait=60s")
			.exchange()
			.expectBody()
			.jsonPath("$.checks.customerSeesOwnOrders.verdict")
			.isEqualTo("PASS");
		await().untilAsserted(() -> assertThat(monitors("/orders")).isPositive());
		assertThat(users(uris)).isEqualTo(users);
	}

	@Test
	void exampleInJavaIsSynthetic() throws IOException {
		long monitors = monitors("/products");
		String api = Path.of(SyntheticSigner.class.getProtectionDomain().getCodeSource().getLocation().getPath())
			.toString();
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Output output = Tool.run(
				List.of(java, "-XX:TieredStopAtLevel=1", "-cp", api,
						GoldenVectors.CLIENTS.resolve("SignedRequest.java").toString(), url("/products?limit=1")),
				environment(), new byte[0]);
		assertThat(output.text()).as(output.error()).startsWith("200 ");
		awaitMonitors(monitors + 1, "/products");
	}

	@Test
	void commandsOfTheDocumentationSendASyntheticRequest() throws IOException {
		Tool.assumeThatWorks("bash", "-c", "openssl version && curl --version");
		String page = Files.readString(GoldenVectors.CLIENTS.resolveSibling("synthetic.md"));
		String commands = page.split("```bash\n", 2)[1].split("```", 2)[0];
		assertThat(commands).contains("http://localhost:8080/", "kid=ci,");
		long monitors = monitors("/products");
		Output output = Tool.run(
				List.of("bash", "-c",
						commands.replace("http://localhost:8080", url("")).replace("kid=ci,", "kid=monitor,")),
				environment(), new byte[0]);
		assertThat(output.text()).as(output.error())
			.contains("selftest_synthetic_claims_total{reason=\"none\",result=\"verified\"}");
		awaitMonitors(monitors + 1, "/products");
	}

	@Test
	void scriptSendsASyntheticRequest() throws IOException {
		Tool.assumeThatWorks("bash", "-c", "openssl version && curl --version");
		long monitors = monitors("/products");
		Output output = script("", "GET", "/products?limit=1");
		assertThat(output.text()).as(output.error()).endsWith("200");
		awaitMonitors(monitors + 1, "/products");
	}

	@Test
	void scriptSendsABodyThatIsSigned() throws IOException {
		Tool.assumeThatWorks("bash", "-c", "openssl version && curl --version");
		Output output = script("{\"username\": \"Grüße\", \"password\": \"no\"}\n", "POST", "/auth/token");
		assertThat(output.text()).as(output.error()).endsWith("401");
	}

	private Output script(String body, String method, String target) throws IOException {
		return Tool.run(
				List.of("bash", GoldenVectors.CLIENTS.resolve("selftest-sign.sh").toString(), "-s", "-d", "@-", method,
						url(target), "--", "-sS", "-w", "%{http_code}"),
				environment(), body.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, String> environment() {
		return Map.of("MONITOR_KEY_ID", "monitor", "MONITOR_SECRET", Customers.MONITOR_SECRET, "MONITOR_AUDIENCE",
				"farm-shop");
	}

	private String url(String target) {
		return "http://127.0.0.1:" + this.port + target;
	}

	private Map<String, String> sign(String method, String target, String body) {
		return this.signer.headers(SyntheticRequest.of(method, target).withBody(body.getBytes(StandardCharsets.UTF_8)));
	}

	private ResponseSpec get(String target, Map<String, String> headers) {
		return this.shop.get().uri(target).headers((all) -> headers.forEach(all::set)).exchange();
	}

	private ResponseSpec post(String target, String body, Map<String, String> headers) {
		return this.shop.method(HttpMethod.POST)
			.uri(target)
			.headers((all) -> headers.forEach(all::set))
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private static void assertRejected(ResponseSpec answer) {
		answer.expectStatus()
			.isForbidden()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("X-Synthetic-Decision", "rejected")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("synthetic.claim-rejected");
	}

	// counted a moment after the answer has left
	private void awaitMonitors(long count, String... uris) {
		await().untilAsserted(() -> assertThat(monitors(uris)).isEqualTo(count));
	}

	private long users(String... uris) {
		awaitEndOfRequests();
		return count("http.server.requests", uris);
	}

	// of a request the client may see the end before it is counted
	private void awaitEndOfRequests() {
		await().untilAsserted(() -> assertThat(Stream.of("http.server.requests", "synthetic.http.server.requests")
			.flatMap((meter) -> this.meters.find(meter + ".active").longTaskTimers().stream())
			.mapToInt(LongTaskTimer::activeTasks)
			.sum()).isZero());
	}

	private long monitors(String... uris) {
		return count("synthetic.http.server.requests", uris);
	}

	private long count(String meter, String... uris) {
		return Stream.of(uris)
			.flatMap((uri) -> this.meters.find(meter).tag("uri", uri).timers().stream())
			.mapToLong(Timer::count)
			.sum();
	}

}
