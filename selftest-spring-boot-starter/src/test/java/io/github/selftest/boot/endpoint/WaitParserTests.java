package io.github.selftest.boot.endpoint;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WaitParser}.
 */
class WaitParserTests {

	private static final Duration LONGEST = Duration.ofMinutes(2);

	@ParameterizedTest
	@CsvSource({ "8,PT8S", "8s,PT8S", "0,PT0S", "500ms,PT0.5S", "2m,PT2M", "120,PT2M", "PT8S,PT8S", "pt1m,PT1M",
			"PT0.5S,PT0.5S" })
	void durationsAreRead(String value, Duration expected) {
		assertThat(WaitParser.parse(value, LONGEST)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "abc", "10h", "121", "3m", "-1", "-PT1S", "1.5s", "8 s", "8S", "1d", "PT", "P1D",
			"PT3M", "999999999m", "99999999999999999999", "PT99999999999999999999S", "\u0668" })
	void anythingElseIsRefused(String value) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> WaitParser.parse(value, LONGEST));
	}

}
