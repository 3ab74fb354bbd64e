package io.github.selftest.boot.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonTextTests {

	@Test
	void readsADocument() {
		assertThat(JsonText.parse(" { \"items\" : [ {\"price\":1.50}, true, false, null, {}, [] ] } "))
			.isEqualTo(Map.of("items",
					Arrays.asList(Map.of("price", new BigDecimal("1.50")), true, false, null, Map.of(), List.of())));
	}

	@Test
	void readsScalarsOnTheTopLevel() {
		assertThat(JsonText.parse("\"a\"")).isEqualTo("a");
		assertThat(JsonText.parse("null")).isNull();
		assertThat(JsonText.parse("true")).isEqualTo(true);
	}

	@Test
	void readsNumbersExactly() {
		assertThat(JsonText.parse("-1")).isEqualTo(-1);
		assertThat(JsonText.parse("2147483648")).isEqualTo(2147483648L);
		assertThat(JsonText.parse("92233720368547758070")).isEqualTo(new BigInteger("92233720368547758070"));
		assertThat(JsonText.parse("0.1")).isEqualTo(new BigDecimal("0.1"));
		assertThat(JsonText.parse("1e3")).isEqualTo(new BigDecimal("1E+3"));
	}

	@Test
	void readsEscapes() {
		assertThat(JsonText.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\""))
			.isEqualTo("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html></html>", "nonsense", "{", "[1,2", "[1,]", "{\"a\":1,}", "{\"a\":1}}",
			"{\"a\":1} x", "{a:1}", "{'a':1}", "{\"a\" 1}", "[1 2]", "1,2", "1],[2", "01", "1.", ".5", "+1", "1e", "-",
			"NaN", "TRUE", "tru", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "// c\n1", "\ufeff1", "1e9999999999" })
	void refusesWhatIsNoJson(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse(text)).withMessageStartingWith("no JSON");
	}

	@Test
	void saysWhereAndNothingOfTheText() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("{\"password\": s3cret}"))
			.withMessage("no JSON from character 14 on");
	}

	@Test
	void refusesNestingAndNumbersWithoutEnd() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("[".repeat(100_000)));
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("9".repeat(1_000_000)));
	}

}
