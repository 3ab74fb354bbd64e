package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.Show;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those learn who may see no details.
 */
class PublicReasonTests {

	private static final String WAY_IN = "securitySignIn: user 'admin' signs in with 'admin'";

	private final FakeEngine engine = FakeEngine.passing();

	private final SelfTestHttp http = new SelfTestHttp(this.engine, Samples.identity(),
			new SelfTestEndpointProperties(Duration.ofSeconds(5), List.of("smoke"), Show.WHEN_AUTHORIZED, Set.of()));

	PublicReasonTests() {
		CheckReport found = Samples.report(CheckDefinition.builder("securitySignIn").kind("security").build(),
				Status.FAIL);
		this.engine.put(Samples.verdict("smoke", Status.FAIL, WAY_IN, found));
	}

	@ParameterizedTest
	@ValueSource(strings = { "detail=full", "detail=compact" })
	void theReasonNamesTheCodeAloneOfWhatASecurityCheckHasFound(String query) {
		assertThat(read(query, false, "smoke")).containsEntry("reason", "securitySignIn: pool.acquire-slow")
			.containsEntry("failed", List.of("securitySignIn"));
		assertThat(read(query, false, "smoke", "securitySignIn")).containsEntry("reason",
				"securitySignIn: pool.acquire-slow");
	}

	@ParameterizedTest
	@ValueSource(strings = { "detail=full", "detail=compact" })
	void theReasonIsWholeForThoseWhoMaySeeDetails(String query) {
		assertThat(read(query, true, "smoke")).containsEntry("reason", WAY_IN);
		assertThat(read(query, true, "smoke", "securitySignIn").get("reason")).asString().contains("612 ms");
	}

	@Test
	void theOverviewNamesTheCodeAlone() {
		assertThat(Samples.object(read("", false), "groups", "smoke")).containsEntry("reason",
				"securitySignIn: pool.acquire-slow");
		assertThat(Samples.object(read("", true), "groups", "smoke")).containsEntry("reason", WAY_IN);
	}

	@Test
	void theReasonOfOtherKindsIsForAll() {
		this.engine.put(Samples.verdict("canary", Status.FAIL));
		assertThat(read("", false, "canary")).containsEntry("reason", "poolMain: Pool 'main' is slow");
	}

	private Map<String, Object> read(String query, boolean details, String... path) {
		SelfTestRequest request = new SelfTestRequest("GET", List.of(path), query, null, null, null, false, details);
		return Samples.json(((SelfTestResponse) this.http.answer(request)).body());
	}

}
