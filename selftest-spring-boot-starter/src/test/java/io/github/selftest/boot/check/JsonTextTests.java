package io.github.selftest.boot.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

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
		assertThat(JsonText.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
		assertThat(JsonText.parse("0.1000000000000000055511151231257827"))
			.isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
	}

	@Test
	void readsEscapes() {
		assertThat(JsonText.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\""))
			.isEqualTo("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html></html>", "nonsense", "{", "[1,2", "[1,]", "{\"a\":1,}", "{\"a\":1}}",
			"{\"a\":1} x", "{a:1}", "{'a':1}", "{\"a\" 1}", "[1 2]", "1,2", "1],[2", "01", "1.", ".5", "+1", "1e", "-",
			"NaN", "TRUE", "tru", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "// c\n1", "# c\n1", "\ufeff1",
			"1e9999999999", "Infinity", "-Infinity", "\"a\tb\"", "[1 , , 2]", "{\"a\":}", "\u00a01", "true1", "1true",
			"\"\\u12\"" })
	void refusesWhatIsNoJson(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse(text)).withMessageStartingWith("no JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]" })
	void refusesANameTwiceInAnObject(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse(text)).withMessageStartingWith("no JSON");
	}

	@Test
	void keepsTheOrderOfNames() {
		assertThat(JsonText.parse("{\"b\":1,\"a\":2,\"c\":{\"a\":3}}")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsExactly(entry("b", 1), entry("a", 2), entry("c", Map.of("a", 3)));
	}

	@Test
	void saysWhereAndNothingOfTheText() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("{\"password\": s3cret}"))
			.withMessageMatching("no JSON around character [0-9]+")
			.withNoCause();
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("{\"s3cret\":1,\"s3cret\":2}"))
			.withMessageNotContaining("s3cret")
			.withNoCause();
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("[1e9999999999]"))
			.withMessage("no JSON, as an exponent is too large")
			.withNoCause();
	}

	@Test
	void refusesNestingAndNumbersWithoutEnd() {
		assertThat(JsonText.parse("[".repeat(500) + "]".repeat(500))).isInstanceOf(List.class);
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("[".repeat(501) + "]".repeat(501)));
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("{\"a\":".repeat(100_000)));
		assertThat(JsonText.parse("9".repeat(1000))).isInstanceOf(BigInteger.class);
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("9".repeat(1001)));
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.parse("0." + "9".repeat(1_000_000)));
	}

	@Test
	void readsTheLargestBodyWhateverItIsMadeOf() {
		String name = "n".repeat(1024 * 1024 - 6);
		assertThat(JsonText.parse("{\"" + name + "\":1}")).isEqualTo(Map.of(name, 1));
		assertThat(JsonText.parse("\"" + name + "\"")).isEqualTo(name);
	}

	@Test
	void hasNothingToDoWithHowTheServiceReadsItsJson() {
		StreamReadConstraints usual = StreamReadConstraints.defaults();
		try {
			StreamReadConstraints.overrideDefaultStreamReadConstraints(
					StreamReadConstraints.builder().maxStringLength(1).maxDocumentLength(1).build());
			assertThat(JsonText.parse("[\"abc\"]")).isEqualTo(List.of("abc"));
		}
		finally {
			StreamReadConstraints.overrideDefaultStreamReadConstraints(usual);
		}
	}

}
