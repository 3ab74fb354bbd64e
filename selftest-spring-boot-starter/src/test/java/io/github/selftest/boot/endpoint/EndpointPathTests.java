package io.github.selftest.boot.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndpointPath}.
 */
class EndpointPathTests {

	private final EndpointPath path = new EndpointPath("/actuator/selftest");

	@ParameterizedTest
	@CsvSource({ "/actuator/selftest,''", "/actuator/selftest/smoke,smoke",
			"/actuator/selftest/smoke/poolMain,smoke|poolMain", "/actuator/selftest/,EMPTY",
			"/actuator/selftest/smoke/,smoke|EMPTY", "/actuator/selftest//smoke,EMPTY|smoke",
			"/actuator/selftest/a/b/c,a|b|c", "/actuator/selftest/sm%6Fke,smoke", "/actuator/selftest/%3Cb%3E,<b>",
			"/actuator/selftest/a%2Fb,a/b", "/actuator/selftest/smoke;x=1,smoke", "/actuator/self%74est/smoke,smoke" })
	void pathsOfTheEndpointAreCutIntoSegments(String requested, String segments) {
		List<String> expected = segments.isEmpty() ? List.of()
				: List.of(segments.split("\\|")).stream().map((it) -> it.replace("EMPTY", "")).toList();
		assertThat(below(requested)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "/actuator", "/actuator/health", "/actuator/selftests",
			"/actuator/selftest2/smoke", "/other/selftest", "/selftest", "/Actuator/selftest", "/actuator//selftest",
			"//actuator/selftest", "/x/actuator/selftest" })
	void otherPathsAreNone(String requested) {
		assertThat(below(requested)).isNull();
	}

	@Test
	void patternsAreFew() {
		assertThat(this.path.pattern(List.of())).isEqualTo("/actuator/selftest");
		assertThat(this.path.pattern(List.of("a"))).isEqualTo("/actuator/selftest/{group}");
		assertThat(this.path.pattern(List.of("a", "b"))).isEqualTo("/actuator/selftest/{group}/{check}");
		assertThat(this.path.pattern(List.of("a", "b", "c"))).isEqualTo("/actuator/selftest/**");
	}

	private @Nullable List<String> below(String requested) {
		return this.path.below(PathContainer.parsePath(requested));
	}

}
