package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;
import io.github.selftest.sample.partners.DeviceHub;
import io.github.selftest.sample.partners.HubConnection;
import io.github.selftest.sample.partners.Warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How the shop does without its partners, and what it says of fallbacks that do not work.
 */
@Tag("slow")
class PartnersTests {

	private static final String SECRET = "rehearsal-0123456789abcdef0123456789";

	private static final SyntheticSigner REHEARSAL = new SyntheticSigner("rehearsal", SECRET, "farm-shop");

	private static final String SENSOR = "/devices/sensor.greenhouse";

	private static final String HUB_JOURNEY = "partners/hubAwayShowsLastKnownState";

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext shop;

	@BeforeAll
	static void start() {
		shop = new SpringApplicationBuilder(FarmShopApplication.class)
			.profiles("partners", "fault-fallback-throws", "fault-fallback-signature", "fault-fallback-never-opens",
					"fault-fallback-retry-outside")
			.run("--server.port=0", "--selftest.schedule.enabled=false", "--selftest.endpoint.min-interval=1ms",
					"--REHEARSAL_SECRET=" + SECRET, "--selftest.loopback.max-requests-per-second=100",
					"--selftest.fault.stop-file=" + directory.resolve("stop"));
		await().until(shop.getBean(HubConnection.class)::isConnected);
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@ParameterizedTest
	@CsvSource({ "smoke/fallbackInventory, fallback.retry-outside-breaker",
			"smoke/fallbackInventory, fallback.never-opens", "smoke/fallbackInventory, fallback.parameter-types",
			"deep/fallbackProofWeather, fallback.proof-failed", "deep/fallbackProofRecipes, fallback.proof-not-run" })
	void namesWhatIsWrongWithAFallback(String check, String code) throws Exception {
		assertThat(check(check)).contains("\"" + code + "\"");
	}

	@ParameterizedTest
	@CsvSource({ "fallbackProofStockClientOf", "fallbackProofHubClientDevice", "fallbackProofStockWhileInventoryFails",
			"fallbackProofDeviceWhileHubIsAway" })
	void provesThatItDoesWithoutAPartner(String check) throws Exception {
		get(SENSOR, Map.of());
		assertThat(check("deep/" + check)).contains("\"status\":\"PASS\"");
	}

	@Test
	void slowWarehouseForOneRequestIsNotSlowForUsers() throws Exception {
		get("/products/1/stock", Map.of());
		String target = "/products/1/stock";
		long start = System.nanoTime();
		JsonNode slow = get(target, REHEARSAL
			.headers(SyntheticRequest.of("GET", target).withTenant("sandbox-1").withFault("inventory=delay:500ms")));
		long user = System.nanoTime();
		get(target, Map.of());
		assertThat(Duration.ofNanos(user - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
		assertThat(Duration.ofNanos(System.nanoTime() - user)).isLessThan(Duration.ofMillis(500));
		assertThat(slow.path("source").asString()).isEqualTo("warehouse");
	}

	@Test
	void warehouseThatIsTooSlowIsReplacedByWhatItSaidBefore() throws Exception {
		String target = "/products/2/stock";
		assertThat(get(target, Map.of()).path("source").asString()).isEqualTo("warehouse");
		Warehouse warehouse = shop.getBean(Warehouse.class);
		warehouse.answerAfter(Duration.ofSeconds(2));
		try {
			JsonNode cached = get(target, Map.of());
			assertThat(cached.path("source").asString()).isEqualTo("cache");
			assertThat(cached.path("available").asInt()).isEqualTo(12);
		}
		finally {
			warehouse.answerAfter(Duration.ZERO);
		}
	}

	@Test
	void hubThatIsAwayIsReplacedByItsLastStateUntilItIsBack() throws Exception {
		DeviceHub hub = shop.getBean(DeviceHub.class);
		HubConnection connection = shop.getBean(HubConnection.class);
		await().until(connection::isConnected);
		await().untilAsserted(() -> assertThat(get(SENSOR, Map.of()).path("source").asString()).isEqualTo("hub"));
		connection.call("switch.irrigation", "turn_on");
		await().untilAsserted(
				() -> assertThat(get("/devices/switch.irrigation", Map.of()).path("state").asString()).isEqualTo("on"));
		hub.change("sensor.greenhouse", "24");
		hub.leave();
		try {
			await().untilAsserted(() -> assertThat(connection.isConnected()).isFalse());
			JsonNode last = get(SENSOR, Map.of());
			assertThat(last.path("source").asString()).isEqualTo("last-known");
			assertThat(last.path("state").asString()).isEqualTo("24");
			assertThat(last.path("ageSeconds").asInt()).isBetween(0, 10);
		}
		finally {
			hub.comeBack();
		}
		long back = System.nanoTime();
		await().untilAsserted(() -> assertThat(get(SENSOR, Map.of()).path("source").asString()).isEqualTo("hub"));
		await().until(connection::isConnected);
		assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void journeysShowWhatVisitorsSeeWithoutAPartnerAndHowLongTheyWaitForIt() throws Exception {
		JsonNode verdict = post("partners");
		assertThat(verdict.path("verdict").asString()).as(verdict::toPrettyString).isEqualTo("PASS");
		JsonNode hub = post(HUB_JOURNEY);
		assertThat(hub.path("verdict").asString()).as(hub::toPrettyString).isEqualTo("PASS");
		assertThat(measured(hub, "ageOfState").path("value").asInt()).isBetween(0, 2);
		assertThat(measured(hub, "recoveryTime").path("value").asDouble()).isBetween(0.1, 1000.0);
		assertThat(measured(hub, "recoveryTime").path("limit").asInt()).isEqualTo(4000);
	}

	@Test
	void journeyFailsWhileTheHubIsReallyAwayAndTellsHowLongItTookToComeBack() throws Exception {
		DeviceHub hub = shop.getBean(DeviceHub.class);
		get(SENSOR, Map.of());
		hub.leave();
		try {
			JsonNode away = post(HUB_JOURNEY);
			assertThat(away.path("verdict").asString()).as(away::toPrettyString).isEqualTo("FAIL");
			assertThat(finding(away, "shop.recovery-slow").path("observed").asString()).startsWith("not after");
			assertThat(measured(away, "ageOfState").path("value").asInt()).isNotNegative();
			assertThat(measured(away, "recoveryTime").path("value").asDouble()).isGreaterThan(4000);
			CompletableFuture<Void> comingBack = CompletableFuture.runAsync(hub::comeBack,
					CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
			JsonNode back = post(HUB_JOURNEY);
			comingBack.get(10, TimeUnit.SECONDS);
			assertThat(back.path("verdict").asString()).as(back::toPrettyString).isEqualTo("PASS");
			assertThat(measured(back, "recoveryTime").path("value").asDouble()).isBetween(500.0, 4000.0);
		}
		finally {
			hub.comeBack();
		}
		assertThat(post(HUB_JOURNEY).path("verdict").asString()).isEqualTo("PASS");
	}

	@Test
	void journeyThatMeetsNoFaultShowsNothing() throws Exception {
		Path stopFile = Path.of(shop.getEnvironment().getRequiredProperty("selftest.fault.stop-file"));
		Files.createFile(stopFile);
		try {
			JsonNode journey = post(HUB_JOURNEY);
			assertThat(journey.path("verdict").asString()).isEqualTo("INCONCLUSIVE");
			assertThat(finding(journey, "shop.no-fault").isMissingNode()).isFalse();
		}
		finally {
			Files.delete(stopFile);
		}
	}

	private static JsonNode finding(JsonNode check, String code) {
		return check.path("findings")
			.valueStream()
			.filter((finding) -> finding.path("code").asString().equals(code))
			.findFirst()
			.orElse(MissingNode.getInstance());
	}

	private static JsonNode measured(JsonNode check, String name) {
		return check.path("measurements")
			.valueStream()
			.filter((measurement) -> measurement.path("name").asString().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(check.toPrettyString()));
	}

	private static JsonNode post(String path) throws Exception {
		return JsonMapper.shared().readTree(check(path));
	}

	private static JsonNode get(String target, Map<String, String> headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(target)).timeout(Duration.ofSeconds(10));
		headers.forEach(request::header);
		return JsonMapper.shared()
			.readTree(HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body());
	}

	private static String check(String check) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(uri("/actuator/selftest/" + check + "?http=report&detail=full&wait=20s"))
			.timeout(Duration.ofSeconds(30))
			.POST(BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
	}

	private static URI uri(String target) {
		return URI
			.create("http://127.0.0.1:" + shop.getEnvironment().getRequiredProperty("local.server.port") + target);
	}

}
