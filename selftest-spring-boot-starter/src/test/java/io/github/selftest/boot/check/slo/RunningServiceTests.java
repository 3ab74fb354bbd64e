package io.github.selftest.boot.check.slo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service without a key for synthetic requests, as it is seen over HTTP: whose requests
 * its objectives count, and who it says that it is.
 */
class RunningServiceTests {

	private static final String EXCLUDED = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path pod;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void start() throws IOException {
		mount("canary");
		Files.createSymbolicLink(pod.resolve("labels"), Path.of("..data/labels"));
		String[] properties = Stream
			.of("server.port=0", "server.address=127.0.0.1", "server.servlet.context-path=/shop",
					"spring.application.name=orders", "POD_NAME=orders-7c9f6d-abcde",
					"management.endpoints.web.exposure.include=selftest,prometheus,health",
					"management.endpoint.health.group.up.include=ping",
					"management.endpoint.health.group.up.additional-path=server:/healthz",
					"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.min-interval=0s",
					"selftest.endpoint.show-details=always", "selftest.check.health.enabled=false",
					"selftest.schedule.enabled=false", "selftest.rollout.labels-file=" + pod.resolve("labels"),
					"spring.autoconfigure.exclude=" + EXCLUDED)
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(properties);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void requestsOfItsOwnChecksAreNotThoseOfUsers() throws Exception {
		Traffic traffic = context.getBean(Traffic.class);
		long before = traffic.all().all().total();

		assertThat(post("/actuator/selftest/smoke?wait=8s")).contains("\"verdict\":\"PASS\"");
		assertThat(traffic.all().all().total()).isEqualTo(before);
	}

	@Test
	void requestsToActuatorBelowTheContextPathAreNotThoseOfUsers() throws Exception {
		Traffic traffic = context.getBean(Traffic.class);
		long before = traffic.all().all().total();

		get("/actuator/selftest/canary");
		get("/actuator/prometheus");
		get("/broken");
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(traffic.all().all().total()).isEqualTo(before + 1));
	}

	@Test
	void probesAtTheAdditionalPathOfAGroupAreNotThoseOfUsers() throws Exception {
		Traffic traffic = context.getBean(Traffic.class);
		long before = traffic.all().all().total();

		assertThat(get("/healthz")).contains("UP");
		get("/broken");
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(traffic.all().all().total()).isEqualTo(before + 1));
	}

	@Test
	void aMarkWithoutProofExemptsNobodyOnTheSameHost() throws Exception {
		Traffic traffic = context.getBean(Traffic.class);
		long before = traffic.all().all().errors();

		this.client.send(HttpRequest.newBuilder(uri("/broken")).header("X-Synthetic-Request", "true").build(),
				BodyHandlers.ofString());
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(traffic.all().all().errors()).isEqualTo(before + 1));
	}

	@Test
	void verdictAndPodInfoFollowAPromotion() throws Exception {
		assertThat(get("/actuator/selftest/canary")).contains("\"role\":\"canary\"");
		assertThat(podInfo()).hasSize(1).first().asString().contains("role=\"canary\"");

		mount("stable");
		Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
			assertThat(get("/actuator/selftest/canary")).contains("\"role\":\"stable\"");
			assertThat(podInfo()).hasSize(1)
				.first()
				.asString()
				.contains("role=\"stable\"", "pod_template_hash=\"7c9f6d\"", "application=\"orders\"");
		});
	}

	/** As the kubelet does it. */
	private static void mount(String role) throws IOException {
		Path directory = Files.createDirectory(pod.resolve(".." + role));
		Files.writeString(directory.resolve("labels"),
				"role=\"%s\"\nrollouts-pod-template-hash=\"7c9f6d\"".formatted(role));
		Path link = Files.createSymbolicLink(pod.resolve("..data_tmp"), directory.getFileName());
		Files.move(link, pod.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private Stream<String> podInfo() throws IOException, InterruptedException {
		return get("/actuator/prometheus").lines().filter((line) -> line.startsWith("selftest_pod_info"));
	}

	private String get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
	}

	private String post(String path) throws IOException, InterruptedException {
		return this.client
			.send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
			.body();
	}

	private static URI uri(String path) {
		return URI
			.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/shop" + path);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		OwnOrdersCheck ownOrders() {
			return new OwnOrdersCheck();
		}

	}

	@RestController
	static class Orders {

		@GetMapping("/orders")
		String orders() {
			return "none";
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

	}

	static final class OwnOrdersCheck implements Check {

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("ownOrders").groups("smoke").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			int status = context.loopback().get("/orders").send().status();
			return CheckResult.of((status == 200) ? Finding.pass("orders.there", "Orders are there")
					: Finding.fail("orders.there", "Orders are gone"));
		}

	}

}
