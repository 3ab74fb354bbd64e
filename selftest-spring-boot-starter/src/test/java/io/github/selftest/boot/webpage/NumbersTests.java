package io.github.selftest.boot.webpage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Numbers}.
 */
class NumbersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0|count|0", "1e308|count|1e308", "-1.7976931348623157E308|count|-1.8e308",
			"4.9e-324|count|4.9e-324", "NaN|ms|no number", "Infinity|ms|no number", "0.42|ratio|42_%",
			"0.999|ratio|99.9_%", "612.3456|ms|612_ms", "12345|ms|12.3_s", "0.0457|ms|0.0457_ms", "1536|bytes|1.5_KiB",
			"1e308|bytes|8.88e292_PiB", "123456|count|123,456", "1234|orders|1234_orders", "2.5||2.5" })
	void threeDigitsCount(double value, String unit, String text) {
		assertThat(Numbers.text(value, (unit != null) ? unit : "").replace('\u00a0', '_')).isEqualTo(text);
	}

}
