package io.github.selftest.boot.check;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExpectationTests {

	private static final @Nullable Object DOCUMENT = JsonText.parse("""
			{"price": 4.50, "stock": 7, "name": "Fresh eggs", "fresh": true, "note": null, "tags": ["egg", 6],
			 "size": {"unit": "box"}, "empty": [], "digits": "7"}
			""");

	@ParameterizedTest
	@ValueSource(strings = { "/price == 4.5", "/price != 4", "/price > 4", "/price >= 4.50", "/price < 5",
			"/price <= 4.5", "/stock == 7.0", "/stock matches [0-9]+", "/stock contains 7", "/name == Fresh eggs",
			"/name == \"Fresh eggs\"", "/name != eggs", "/name contains eggs", "/name contains \"h e\"",
			"/name matches Fresh .*", "/fresh == true", "/fresh != false", "/fresh != \"true\"", "/note absent",
			"/note == null", "/missing absent", "/missing == null", "/price exists", "/tags contains egg",
			"/tags contains 6", "/tags == [\"egg\", 6.0]", "/tags/1 == 6", "/size == {\"unit\":\"box\"}",
			"/empty == []", "/empty exists", "exists", "/digits == \"7\"", "  /price   ==   4.5  " })
	void holds(String text) {
		assertThat(holdsInDocument(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/price == 4", "/price != 4.5", "/price > 4.5", "/price < 4.5", "/name == eggs",
			"/name == FRESH EGGS", "/name contains milk", "/name matches eggs", "/name > 1", "/fresh == false",
			"/note exists", "/missing exists", "/missing != 5", "/missing contains a", "/missing matches .*",
			"/missing < 5", "/price absent", "/price == null", "/tags contains milk", "/size contains unit",
			"/size matches .*", "/tags == [\"egg\"]", "/digits == 7", "absent" })
	void doesNotHold(String text) {
		assertThat(holdsInDocument(text)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Content-Type contains json | application/json", "Age < 60 | 7", "Age == 7 | 7",
					"X-Fresh == true | true", "X-Note == null | null", "ETag == \"\\\"abc\\\"\" | \"abc\"",
					"ETag == \"a\\\\b\" | a\\b", "X-Id == 007 | 007", "X-Id == 1e3 | 1e3", "X-Id == [1] | [1]",
					"Age == 7.0 | +7", "Age == -7 | -7", "Server absent |", "Server exists | Tomcat",
					"Age matches [0-9]+ | 7", "Server != nginx | Tomcat" })
	void holdsForHeader(String text, String value) {
		assertThat(Expectation.ofHeader(text).holdsForHeader((value != null) ? List.of(value) : List.of())).isTrue();
	}

	@Test
	void holdsForHeaderWhenOneOfItsValuesIsAsExpected() {
		assertThat(Expectation.ofHeader("Vary == Origin").holdsForHeader(List.of("Accept", "Origin"))).isTrue();
		assertThat(Expectation.ofHeader("Vary == Host").holdsForHeader(List.of("Accept", "Origin"))).isFalse();
	}

	@Test
	void differsFromHeaderOnlyWhenNoneOfItsValuesIsTheSame() {
		assertThat(Expectation.ofHeader("Vary != Origin").holdsForHeader(List.of("Accept", "Origin"))).isFalse();
		assertThat(Expectation.ofHeader("Vary != Host").holdsForHeader(List.of("Accept", "Origin"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Server == Tomcat", "Server != Tomcat", "Age < 60", "Server exists", "Server matches .*" })
	void holdsForNoMissingHeader(String text) {
		assertThat(Expectation.ofHeader(text).holdsForHeader(List.of())).isFalse();
	}

	@Test
	void ordersNoTextWithANumber() {
		assertThat(Expectation.ofHeader("Age < 60").holdsForHeader(List.of("soon"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/price", "/price = 4", "/price is 4", "/price ==4", "/price==4" })
	void refusesWhatIsNoExpectation(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson(text))
			.withMessage("an expectation must be a subject, one of == != < <= > >= contains matches exists absent, "
					+ "and a value, parted by blanks, but was '" + text + "'");
	}

	@Test
	void refusesAComparisonWithoutItsValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("/price =="))
			.withMessage("'==' must be followed by a value but was followed by ''");
	}

	@Test
	void refusesAValueWhereNoneBelongs() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("/price exists 4"))
			.withMessage("'exists' must be followed by nothing but was followed by '4'");
	}

	@Test
	void refusesAnOrderWithoutANumber() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("/price > cheap"))
			.withMessage("'>' must be followed by a number but was followed by 'cheap'");
	}

	@Test
	void refusesABrokenRegularExpression() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("/name matches a["))
			.withMessageStartingWith("'matches' must be followed by a regular expression but was followed by 'a['");
	}

	@Test
	void refusesBrokenQuotes() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("/name == \"eggs"))
			.withMessage("a value in quotes must be a JSON string but was '\"eggs'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "\"v1", "\"v1\" x", "\"\\\"", "\"\\u0041\"" })
	void refusesBrokenQuotesForAHeader(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofHeader("ETag == " + value))
			.withMessage("a text in quotes must end with them, with a backslash before each quote and backslash in it, "
					+ "but was '" + value + "'");
	}

	@Test
	void refusesABrokenPointer() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofJson("price > 0"))
			.withMessageContaining("a JSON pointer must look like '/items/0/price'");
	}

	@Test
	void refusesABrokenHeaderName() {
		assertThatIllegalArgumentException().isThrownBy(() -> Expectation.ofHeader("Content Type == x"))
			.withMessageContaining("header name must be a name of letters, digits and dashes but was 'Content Type'");
	}

	@Test
	void masksWhatIsExpectedOfASecret() {
		assertThat(Expectation.ofJson("/access_token == s3cret").expected()).isEqualTo("== ***");
		assertThat(Expectation.ofJson("/access_token exists").expected()).isEqualTo("exists");
	}

	@Test
	void stopsMatchingWhenInterrupted() {
		Expectation expectation = Expectation.ofJson("matches (a+)+b");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> expectation.holdsFor("a".repeat(100)));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void matchesTheFirstTenThousandCharacters() {
		assertThat(Expectation.ofJson("matches [a]{10000}").holdsFor("a".repeat(20_000))).isTrue();
	}

	private static boolean holdsInDocument(String text) {
		Expectation expectation = Expectation.ofJson(text);
		return expectation.holdsFor(expectation.valueIn(DOCUMENT));
	}

}
