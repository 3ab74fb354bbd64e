package io.github.selftest.boot.endpoint;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MediaTypes}.
 */
class MediaTypesTests {

	private static final String V3 = "application/vnd.spring-boot.actuator.v3+json";

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "*/*", "application/json", "application/*", "text/html", "text/plain", "image/png",
			"application/json;q=0", "nonsense", ",,;", "application/json;q=abc",
			"text/html,application/xhtml+xml,*/*;q=0.8", V3 + ";q=0.5,application/json", "application/json," + V3,
			"a/b;q=\"" })
	void jsonIsTheAnswerUnlessSomethingElseIsAskedFor(@Nullable String accept) {
		assertThat(MediaTypes.negotiate(accept)).isEqualTo("application/json");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { V3 + "|v3", V3 + ",application/json;q=0.9|v3",
			"application/json;q=0.1,*/*|v3", "application/vnd.spring-boot.actuator.v2+json|v2",
			"application/vnd.spring-boot.actuator.v3+json;q=0.9," + "application/vnd.spring-boot.actuator.v2+json|v2" })
	void vendorTypeIsAnsweredWhenItIsLikedBest(String accept, String version) {
		assertThat(MediaTypes.negotiate(accept)).isEqualTo(V3.replace("v3", version));
	}

	@Test
	void endlessHeaderIsNotParsed() {
		assertThat(MediaTypes.negotiate((V3 + ",").repeat(100_000))).isEqualTo("application/json");
	}

	@Test
	void endlessContentTypeIsDecidedSoon() {
		assertThat(MediaTypes.isJsonOrNone("application/" + "a+".repeat(100_000))).isFalse();
	}

}
