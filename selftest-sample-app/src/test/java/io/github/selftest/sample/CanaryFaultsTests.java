package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.rollout.analysis.ShippedVerdicts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only the requests of users show: the group 'canary' fails and says why.
 */
class CanaryFaultsTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final String HASH = "7c9f6d";

	@Test
	void theVerdictOfTheCanaryNamesTheRouteThatFailsAndIsReadAsWhatItIs() throws Exception {
		try (ConfigurableApplicationContext shop = start("fault-one-route", "20s")) {
			String service = url(shop);
			ShippedVerdicts shipped = new ShippedVerdicts(service, HASH);
			run(service);
			isReadAs(shipped, "INCONCLUSIVE", true, false, false);

			for (int i = 0; i < 40; i++) {
				get(service + "/products?limit=1").get();
			}
			run(service);
			isReadAs(shipped, "SUCCESSFUL", true, true, false);

			useAsUsersDo(service);
			names("sloSuccessRate", ": 50 of 290 failed, 100 % of them on '/products/\\{id}' .*0.8.*0.99", 290,
					service);
			isReadAs(shipped, "FAILED", false, false, true);

			shop.getBean("selfTestLifecycle", Lifecycle.class).stop();
			assertThat(run(service).statusCode()).isEqualTo(503);
			isReadAs(shipped, "ERROR", false, false, false);
		}
	}

	private static void isReadAs(ShippedVerdicts shipped, String phase, boolean goesOn, boolean promotes,
			boolean rollsBack) throws Exception {
		assertThat(shipped.measure()).hasSize(5).allSatisfy((template, read) -> assertThat(read).isEqualTo(phase));
		assertThat(shipped.call()).isEqualTo(
				Map.of("selftest-gate", goesOn, "selftest-before-promotion", promotes, "selftest-rollback", rollsBack));
	}

	/** A shop for each takes long to start. */
	@Tag("slow")
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					fault-errors | 20s   | sloSuccessRate | : 25 of 250 failed, .*observed success rate 0.9, expected at least 0.99
					fault-slow   | 500ms | sloLatency     | of 250 took longer than 500 ms, \\d+ % of them on '/products.*at most 1 %
					""")
	void theVerdictOfTheCanaryNamesTheCause(String profile, String hundredth, String check, String cause)
			throws Exception {
		try (ConfigurableApplicationContext shop = start(profile, hundredth)) {
			useAsUsersDo(url(shop));
			names(check, cause, 250, url(shop));
		}
	}

	private static ConfigurableApplicationContext start(String profile, String hundredth) {
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles(profile)
			.run("--server.port=0", "--selftest.schedule.enabled=false", "--selftest.endpoint.min-interval=0s",
					"--POD_TEMPLATE_HASH=" + HASH, "--shop.fault-slow.delay=550ms", "--selftest.check.slo.warm-up=0s",
					"--selftest.check.slo.p50.target=20s", "--selftest.check.slo.p50.alert=20s",
					"--selftest.check.slo.p95.target=20s", "--selftest.check.slo.p95.alert=20s",
					"--selftest.check.slo.p99.target=" + hundredth, "--selftest.check.slo.p99.alert=" + hundredth);
	}

	private static String url(ConfigurableApplicationContext shop) {
		return "http://127.0.0.1:" + shop.getEnvironment().getRequiredProperty("local.server.port");
	}

	private static HttpResponse<String> run(String service) throws Exception {
		return CLIENT.send(HttpRequest.newBuilder(URI.create(service + "/actuator/selftest/canary"))
			.POST(BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	/** Of each request a user may see the end before it is counted. */
	private static void names(String check, String cause, int samples, String service) {
		Awaitility.await().untilAsserted(() -> names(check, cause, samples, run(service)));
	}

	private static void names(String check, String cause, int samples, HttpResponse<String> answer) {
		JsonNode verdict = JsonMapper.shared().readTree(answer.body());
		assertThat(verdict.path("verdict").stringValue()).as(answer.body()).isEqualTo("FAIL");
		assertThat(verdict.path("failed").valueStream().map(JsonNode::stringValue)).containsExactly(check);
		assertThat(verdict.path("reason").stringValue()).startsWith(check).containsPattern(cause);
		assertThat(verdict.path("samples").asInt()).isEqualTo(samples);
		assertThat(verdict.path("windowSeconds").asDouble()).isPositive();
	}

	/** The fault has to last until a check that asks others would have been put off. */
	@Tag("slow")
	@Test
	void theVerdictFollowsWithinAnIntervalWhenTheFaultIsOver() {
		try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(FarmShopApplication.class).run(
				"--server.port=0", "--selftest.check.slo.objectives.lag.meter=shop.lag",
				"--selftest.check.slo.objectives.lag.maximum=10", "--selftest.checks.sloLag.interval=1s")) {
			AtomicInteger lag = new AtomicInteger(1000);
			Gauge.builder("shop.lag", lag, AtomicInteger::get).register(shop.getBean(MeterRegistry.class));
			Engine engine = shop.getBean(Engine.class);
			for (int i = 0; i < 3; i++) {
				lag.set(1000);
				int failures = 5 + i;
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> lag(engine).consecutiveFailures() >= failures);
				lag.set(0);
				Awaitility.await()
					.pollInterval(Duration.ofMillis(50))
					.atMost(Duration.ofMillis(1800))
					.until(() -> lag(engine).rawStatus() == Status.PASS);
			}
		}
	}

	private static CheckReport lag(Engine engine) {
		return engine.check("sloLag").orElseThrow();
	}

	private static void useAsUsersDo(String service) throws Exception {
		for (int batch = 0; batch < 5; batch++) {
			List<CompletableFuture<?>> requests = new ArrayList<>();
			requests.add(get(service + "/actuator/health"));
			for (int i = 0; i < 50; i++) {
				requests.add(get(service + ((i % 5 == 0) ? "/products/1" : "/products?limit=1")));
			}
			CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get();
		}
	}

	private static CompletableFuture<HttpResponse<Void>> get(String url) {
		return CLIENT.sendAsync(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
				BodyHandlers.discarding());
	}

}
