package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelfTestEndpoint}, which answers where Spring MVC does not.
 */
class SelfTestEndpointTests {

	private final FakeEngine engine = FakeEngine.passing();

	private final SelfTestEndpoint endpoint = new SelfTestEndpoint(
			new SelfTestHttp(this.engine, Samples.identity(),
					new SelfTestEndpointProperties(Duration.ofSeconds(5), List.of("smoke"), Show.NEVER, Set.of())),
			false);

	@Test
	void readsAreAnsweredWithTheSameDocumentsAndStatuses() {
		this.engine.put(Samples.verdict("canary", Status.FAIL));
		assertThat(this.endpoint.overview().getStatus()).isEqualTo(200);
		assertThat(this.endpoint.group("canary").getStatus()).isEqualTo(424);
		assertThat(body(this.endpoint.group("canary"))).containsEntry("verdict", "FAIL")
			.containsEntry("checks", Map.of());
		assertThat(body(this.endpoint.check("canary", "poolMain"))).containsEntry("check", "poolMain");
		assertThat(this.endpoint.group("nope").getStatus()).isEqualTo(404);
	}

	@Test
	void writesRunNothingAsNobodySeesWhereTheyComeFrom() {
		WebEndpointResponse<Map<String, Object>> response = this.endpoint.runGroup("smoke");
		assertThat(response.getStatus()).isEqualTo(403);
		assertThat(body(response)).containsEntry("error", "cross-site")
			.containsEntry("observed", "Sec-Fetch-Site: not visible on this web stack")
			.containsKey("expected");
		assertThat(this.endpoint.runCheck("smoke", "poolMain").getStatus()).isEqualTo(403);
		assertThat(this.endpoint.runGroup("nope").getStatus()).isEqualTo(404);
		assertThat(this.engine.runs).isEmpty();
	}

	private static Map<String, Object> body(WebEndpointResponse<Map<String, Object>> response) {
		Map<String, Object> body = response.getBody();
		return (body != null) ? body : Map.of();
	}

}
