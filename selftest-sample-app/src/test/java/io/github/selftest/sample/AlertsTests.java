package io.github.selftest.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What receivers of alerts get while a fault breaks the shop and is mended. The bodies
 * are printed.
 */
@Tag("slow")
class AlertsTests {

	private static final String FAULT = "fault-orphans";

	private static final String REPAIR = "-- repair: ";

	private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();

	private HttpServer receiver;

	@BeforeEach
	void open() throws IOException {
		this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
		this.receiver.createContext("/", this::receive);
		this.receiver.start();
	}

	@AfterEach
	void close() {
		this.receiver.stop(0);
	}

	@Test
	void receiversAreToldOfTheFaultAndOfItsEnd() throws Exception {
		try (ConfigurableApplicationContext shop = start()) {
			post(shop, "continuous");
			awaitBodies(1);
			assertThat(body("slack", 0).path("text").stringValue()).startsWith("*FAIL: group 'continuous' of")
				.contains("ordersHaveLines", "2 orders", "0 orders");
			assertThat(body("json", 0).path("type").stringValue()).isEqualTo("firing");
			assertThat(body("json", 0).path("failed").valueStream().map(JsonNode::stringValue))
				.containsExactly("ordersHaveLines");
			assertThat(body("json", 0).path("observed").stringValue()).startsWith("2 orders");
			assertThat(body("alertmanager", 0).path(0).path("labels").path("severity").stringValue())
				.isEqualTo("critical");

			shop.getBean(JdbcClient.class).sql(repair()).update();
			post(shop, "continuous");
			post(shop, "continuous");
			awaitBodies(2);
			assertThat(body("slack", 1).path("text").stringValue()).startsWith("*Resolved, PASS");
			assertThat(body("json", 1).path("type").stringValue()).isEqualTo("resolved");
			assertThat(body("json", 1).path("since")).isEqualTo(body("json", 0).path("since"));
			assertThat(body("alertmanager", 1).path(0).path("labels"))
				.isEqualTo(body("alertmanager", 0).path(0).path("labels"));
			assertThat(body("alertmanager", 1).path(0).path("endsAt")).isEqualTo(body("json", 1).path("at"));

			post(shop, "deep/alertSlack");
			await().until(() -> bodies("slack").size() == 3);
			assertThat(body("slack", 2).path("text").stringValue()).startsWith("*TEST, nothing is wrong");
		}
	}

	// without objectives, as the processors of a machine that tests may all be in use
	private ConfigurableApplicationContext start() {
		String url = "http://127.0.0.1:" + this.receiver.getAddress().getPort();
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles(FAULT)
			.run("--server.port=0", "--selftest.endpoint.min-interval=1ms",
					"--selftest.endpoint.post-groups=smoke,continuous,deep", "--selftest.schedule.enabled=false",
					"--selftest.check.slo.enabled=false", "--selftest.notify.webhooks.slack.url=" + url + "/slack",
					"--selftest.notify.webhooks.json.url=" + url + "/json",
					"--selftest.notify.webhooks.json.format=json",
					"--selftest.notify.webhooks.alertmanager.url=" + url + "/alertmanager",
					"--selftest.notify.webhooks.alertmanager.format=alertmanager");
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			String target = exchange.getRequestURI().getPath().substring(1);
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			System.out.println("received by " + target + ": " + body);
			bodies(target).add(body);
			exchange.sendResponseHeaders(204, -1);
		}
	}

	private List<String> bodies(String target) {
		return this.bodies.computeIfAbsent(target, (key) -> new CopyOnWriteArrayList<>());
	}

	private void awaitBodies(int number) {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(List.of("slack", "json", "alertmanager"))
				.allSatisfy((target) -> assertThat(bodies(target)).hasSize(number)));
	}

	private JsonNode body(String target, int index) {
		return JsonMapper.shared().readTree(bodies(target).get(index));
	}

	private static void post(ConfigurableApplicationContext shop, String what) throws Exception {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/selftest/" + what + "?wait=60s");
		HttpRequest run = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(90))
			.POST(BodyPublishers.noBody())
			.build();
		HttpClient.newHttpClient().send(run, BodyHandlers.discarding());
	}

	private static String repair() throws IOException {
		Resource[] migrations = new PathMatchingResourcePatternResolver().getResources("classpath:db/" + FAULT + "/*");
		String sql = migrations[0].getContentAsString(StandardCharsets.UTF_8);
		return sql.lines().findFirst().orElseThrow().substring(REPAIR.length());
	}

}
