package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.json.JsonParserFactory;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The templates that ask for the verdict, before a running service.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShippedVerdictTests {

	private static final Controller CONTROLLER = new Controller();

	@SuppressWarnings("NullAway.Init")
	private static JudgedService service;

	@BeforeAll
	static void start() {
		service = JudgedService.start();
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "selftest-verdict", "selftest-verdict-background", "selftest-verdict-token" })
	void eachVerdictIsReadAsWhatItIs(String template) throws Exception {
		assertThat(read(template, JudgedService.HASH, Status.PASS)).isEqualTo(Phase.SUCCESSFUL);
		assertThat(read(template, JudgedService.HASH, Status.WARN)).isEqualTo(Phase.SUCCESSFUL);
		assertThat(read(template, JudgedService.HASH, Status.FAIL)).isEqualTo(Phase.FAILED);
		assertThat(read(template, JudgedService.HASH, Status.INCONCLUSIVE)).isEqualTo(Phase.INCONCLUSIVE);
	}

	@Test
	void podOfAnotherReleaseSaysNothingOfTheCanary() throws Exception {
		for (Status status : Status.values()) {
			assertThat(read("selftest-verdict", "5d8f9b", status)).isEqualTo(Phase.INCONCLUSIVE);
		}
	}

	@Test
	void serviceThatHasStoppedIsAnErrorThatIsAskedAgain() throws Exception {
		service.become(Status.PASS);
		service.stopEngine();
		try {
			assertThat(read("selftest-verdict", JudgedService.HASH)).isEqualTo(Phase.ERROR);
		}
		finally {
			service.startEngine();
		}
	}

	@Test
	void urlWithoutReportIsAnErrorAndNoSuccess() throws Exception {
		service.become(Status.FAIL);
		Map<?, ?> web = Map.of("url", service.url() + "/actuator/selftest/canary", "jsonPath", "{$.pass}");
		Metric metric = new Metric(
				Map.of("name", "m", "successCondition", "result == true", "provider", Map.of("web", web)),
				new Arguments(Map.of()));
		assertThat(CONTROLLER.measure(metric, metric.url())).isEqualTo(Phase.ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "selftest-verdict, 8, 0, 0, 0, SUCCESSFUL", "selftest-verdict, 6, 2, 0, 0, SUCCESSFUL",
			"selftest-verdict, 5, 3, 0, 0, FAILED", "selftest-verdict, 4, 0, 4, 0, SUCCESSFUL",
			"selftest-verdict, 3, 0, 5, 0, INCONCLUSIVE", "selftest-verdict, 8, 0, 0, 4, SUCCESSFUL",
			"selftest-verdict, 0, 0, 0, 5, ERROR", "selftest-verdict, 7, 0, 0, 0,",
			"selftest-verdict-background, 0, 3, 0, 0, FAILED", "selftest-verdict-background, 500, 2, 500, 4, " })
	void analysisEndsAsItIsDocumented(String template, int passed, int failed, int inconclusive, int errors,
			@Nullable Phase end) throws IOException {
		List<Phase> measured = new ArrayList<>(Collections.nCopies(errors, Phase.ERROR));
		measured.addAll(Collections.nCopies(failed, Phase.FAILED));
		measured.addAll(Collections.nCopies(inconclusive, Phase.INCONCLUSIVE));
		measured.addAll(Collections.nCopies(passed, Phase.SUCCESSFUL));
		assertThat(Controller.run(metric(template, JudgedService.HASH), measured)).isEqualTo(end);
	}

	@ParameterizedTest
	@CsvSource({ "selftest-before-traffic, PASS, true", "selftest-before-traffic, FAIL, false",
			"selftest-before-traffic, INCONCLUSIVE, false", "selftest-gate, PASS, true", "selftest-gate, WARN, true",
			"selftest-gate, FAIL, false", "selftest-gate, INCONCLUSIVE, true", "selftest-before-promotion, PASS, true",
			"selftest-before-promotion, FAIL, false", "selftest-before-promotion, INCONCLUSIVE, false",
			"selftest-rollback, PASS, false", "selftest-rollback, WARN, false", "selftest-rollback, FAIL, true",
			"selftest-rollback, INCONCLUSIVE, false" })
	void webhooksOfFlaggerSucceedWhenTheyAreTo(String webhook, Status status, boolean succeeds) throws Exception {
		service.become(status);
		var answer = service.post(path(webhook));
		// anything above 202 is a failure, and the body of that becomes an event
		assertThat(answer.statusCode() >= 200 && answer.statusCode() <= 202).isEqualTo(succeeds);
		assertThat(answer.statusCode()).isIn(200, 424);
		assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
		assertThat(JsonParserFactory.getJsonParser().parseMap(answer.body())).containsEntry("verdict", status.name());
	}

	@ParameterizedTest
	@ValueSource(strings = { "canary", "canary?http=report", "canary?http=report&wait=8s", "canary?http=rollback",
			"canary/orders?http=report", "nothing?http=report", "canary?http=nonsense", "", "canary/" })
	void whatIsNoJsonIsNeverAnsweredAsASuccess(String request) throws Exception {
		service.become(Status.FAIL);
		String path = "/actuator/selftest" + (request.isEmpty() ? "" : "/" + request);
		var answer = service.get(path);
		assertThat(answer.statusCode()).isNotIn(202, 204, 301, 302, 303, 307, 308);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(JsonParserFactory.getJsonParser().parseMap(answer.body())).isNotEmpty();
	}

	@Test
	void reasonIsFitForAnEvent() throws Exception {
		service.become(Status.FAIL);
		Map<String, Object> json = JsonParserFactory.getJsonParser()
			.parseMap(service.get("/actuator/selftest/canary?http=report").body());
		assertThat((String) json.get("reason")).startsWith("orders: ")
			.hasSizeLessThanOrEqualTo(200)
			.matches("[^<>&\\p{Cntrl}]+");
	}

	private static Phase read(String template, String hash, Status status) throws Exception {
		service.become(status);
		return read(template, hash);
	}

	private static Phase read(String template, String hash) throws Exception {
		Metric metric = metric(template, hash);
		assertThat(metric.url()).endsWith("/actuator/selftest/canary?http=report&wait=8s");
		// an INCONCLUSIVE would be held up for its 8 seconds
		return CONTROLLER.measure(metric, metric.url().replace("&wait=8s", ""));
	}

	private static Metric metric(String template, String hash) throws IOException {
		return Shipped.metric(template, "verdict", Map.of("url", service.url() + "/actuator/selftest/canary",
				"canary-hash", hash, "authorization", "Basic x"));
	}

	private static String path(String webhook) throws IOException {
		Object canary = Shipped.manifest("Canary", "farm-shop").content();
		return Yaml.list(canary, "spec", "analysis", "webhooks")
			.stream()
			.filter((hook) -> Yaml.text(hook, "name").filter(webhook::equals).isPresent())
			.flatMap((hook) -> Yaml.text(hook, "url").stream())
			.flatMap((url) -> Stream.of(url.substring(url.indexOf("/actuator"))))
			.findFirst()
			.orElseThrow();
	}

}
