package io.github.selftest.boot.rollout.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Condition} and {@link Conditions}: what the controller was seen to do.
 */
class ConditionTests {

	private static final Map<String, Object> DOCUMENT = Map.of("verdict", "PASS", "pass", true, "n", 7, "text", "true",
			"checks", Map.of("poolMain", Map.of("pass", false)), "list",
			List.of(Map.of("pass", true), Map.of("pass", false)));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			result.pass == true                             | SUCCESSFUL
			result.pass                                     | SUCCESSFUL
			result.verdict in ['PASS', 'WARN']              | SUCCESSFUL
			result.verdict not in ['PASS', 'WARN']          | FAILED
			result.verdict == "PASS" && result.n > 3        | SUCCESSFUL
			result.verdict != 'PASS' or not (result.n >= 8) | SUCCESSFUL
			result.text == true                             | ERROR
			result.pass == 'true'                           | ERROR
			result.nope == true                             | FAILED
			result.nope > 1                                 | ERROR
			result.nope.more                                | ERROR
			result?.nope?.more == nil                       | SUCCESSFUL
			(result.nope ?? 0) < 1                          | SUCCESSFUL
			isNil(result.nope)                              | FAILED
			default(result.nope, 0) < 1                     | ERROR
			result.checks.poolMain.pass                     | FAILED
			result.checks['poolMain'].pass == false         | SUCCESSFUL
			all(result.list, {#.pass})                      | FAILED
			any(result.list, {.pass == true})               | SUCCESSFUL
			len(filter(result.list, {#.pass})) == 1         | SUCCESSFUL
			count(result.list, {#.pass}) == 1               | SUCCESSFUL
			asFloat('1.5') + 1 == 2.5                       | SUCCESSFUL
			asInt('1') == 1                                 | SUCCESSFUL
			-result.n * 2 / 7 % 3 == -2                     | SUCCESSFUL
			result.n > 3 ? true : false                     | SUCCESSFUL
			result.n                                        | ERROR
			result                                          | ERROR
			""")
	void saysOfADocumentWhatTheControllerSays(String condition, Phase phase) {
		assertThat(Conditions.parse(condition, null).judge(DOCUMENT)).isEqualTo(phase);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			result[0] >= 0.95                         ;                    ; ERROR ; FAILED     ; SUCCESSFUL
			                                          ; result[0] < 0.95   ; ERROR ; SUCCESSFUL ; SUCCESSFUL
			result[0] >= 0.95                         ; result[0] < 0.95   ; ERROR ; INCONCLUSIVE ; SUCCESSFUL
			len(result) == 0 || result[0] >= 0.95     ;                    ; SUCCESSFUL ; FAILED ; SUCCESSFUL
			all(result, {# >= 0.95})                  ;                    ; SUCCESSFUL ; FAILED ; SUCCESSFUL
			isNil(result) || result[0] >= 0.95        ;                    ; ERROR ; FAILED     ; SUCCESSFUL
			result >= 0.95                            ;                    ; ERROR ; ERROR      ; ERROR
			isNaN(result[0]) || result[0] >= 0.95     ;                    ; ERROR ; SUCCESSFUL ; SUCCESSFUL
			                                          ;                    ; SUCCESSFUL ; SUCCESSFUL ; SUCCESSFUL
			""")
	void saysOfNoDataAndOfNanWhatTheControllerSays(@Nullable String success, @Nullable String failure, Phase nothing,
			Phase nan, Phase number) {
		Conditions conditions = Conditions.parse(success, failure);
		assertThat(conditions.judge(List.of())).as("nothing").isEqualTo(nothing);
		assertThat(conditions.judge(List.of(Double.NaN))).as("NaN").isEqualTo(nan);
		assertThat(conditions.judge(List.of(0.99))).as("a number").isEqualTo(number);
	}

	@Test
	void nullIsUnequalToAllElse() {
		assertThat(Conditions.parse("result == true", null).judge(null)).isEqualTo(Phase.FAILED);
		assertThat(Conditions.parse("result > 0", null).judge(null)).isEqualTo(Phase.ERROR);
		assertThat(Conditions.parse("isNil(result)", null).judge(null)).isEqualTo(Phase.SUCCESSFUL);
		assertThat(Conditions.parse("default(result, 0) < 1", null).judge(null)).isEqualTo(Phase.SUCCESSFUL);
	}

	@Test
	void failureWinsAndNeitherIsInconclusive() {
		Conditions conditions = Conditions.parse("result != 'UNKNOWN'", "result == 'FAIL'");
		assertThat(conditions.judge("PASS")).isEqualTo(Phase.SUCCESSFUL);
		assertThat(conditions.judge("FAIL")).isEqualTo(Phase.FAILED);
		assertThat(conditions.judge("UNKNOWN")).isEqualTo(Phase.INCONCLUSIVE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "result ==", "result[0", "result.", "(result", "result = 1", "foo == 1", "foo(1)",
			"result @ 1", "1 2", "all(result, {# > 1)", "result ? true" })
	void whatIsNoConditionIsToldFromOneThatFails(String text) {
		assertThatExceptionOfType(ConditionException.class).isThrownBy(() -> Condition.parse(text));
	}

	@Test
	void listsMayHoldNull() {
		List<@Nullable Object> result = new ArrayList<>();
		result.add(null);
		assertThat(Conditions.parse("result[0] == nil", null).judge(result)).isEqualTo(Phase.SUCCESSFUL);
	}

}
