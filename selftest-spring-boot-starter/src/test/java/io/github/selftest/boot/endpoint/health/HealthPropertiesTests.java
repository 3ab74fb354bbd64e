package io.github.selftest.boot.endpoint.health;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HealthPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "selftestz", "/selftestz", "server:", "server:/a/b", "server:/**", "other:/selftestz" })
	void namesThePropertyOfAnAdditionalPathThatIsNone(String additionalPath) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> properties("/health", additionalPath))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("selftest.health.additional-path"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server:/selftestz", "server:selftestz", "management:/self-test" })
	void takesAnAdditionalPathAsBootDoes(String additionalPath) {
		assertThat(properties("/health", additionalPath).additionalPath()).isEqualTo(additionalPath);
	}

	@ParameterizedTest
	@ValueSource(strings = { "health", "/", "/health/", "/*", "/{page}", "/a b" })
	void refusesAPathThatIsNone(String path) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> properties(path, null))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("selftest.health.path"));
	}

	@Test
	void needsNoAdditionalPath() {
		assertThat(properties("/health", null).additionalPath()).isNull();
	}

	private static HealthProperties properties(String path, @Nullable String additionalPath) {
		return new HealthProperties(true, path, List.of(), additionalPath);
	}

}
