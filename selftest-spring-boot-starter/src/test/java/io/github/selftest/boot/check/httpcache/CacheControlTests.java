package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.selftest.boot.check.httpcache.CacheControl.Directive;
import io.github.selftest.boot.check.httpcache.CacheControl.Malformed;

import static org.assertj.core.api.Assertions.assertThat;

class CacheControlTests {

	@Test
	void keepsEachDirectiveAsItWasSent() {
		CacheControl control = CacheControl.parse(List.of("Max-Age=60 ,, private=\"a, b\"", "x=\"\\\"\""));
		assertThat(control.directives()).containsExactly(
				new Directive("Max-Age", Optional.of("60"), false, 0, 0, "Max-Age=60"),
				new Directive("private", Optional.of("a, b"), true, 0, 14, "private=\"a, b\""),
				new Directive("x", Optional.of("\""), true, 1, 0, "x=\"\\\"\""));
		assertThat(control.malformed()).isEmpty();
	}

	@Test
	void keepsWhatIsMalformedAndGoesOnBehindIt() {
		CacheControl control = CacheControl.parse(List.of("max-age =5, no-store"));
		assertThat(control.malformed()).containsExactly(new Malformed("max-age =5", "has a blank before '='", 0, 0));
		assertThat(control.has("no-store")).isTrue();
		assertThat(control.has("max-age")).isFalse();
	}

	@Test
	void aStrayQuoteSwallowsNothingBehindTheNextComma() {
		CacheControl control = CacheControl.parse(List.of("max-age=1\", no-store"));
		assertThat(control.malformed()).extracting(Malformed::reason).containsExactly("has '\"' in its value");
		assertThat(control.has("no-store")).isTrue();
	}

	@Test
	void keepsBothOfTwoThatDisagree() {
		CacheControl control = CacheControl.parse(List.of("max-age=1", "max-age=2"));
		assertThat(control.all("MAX-AGE")).extracting(Directive::line).containsExactly(0, 1);
		assertThat(control.seconds("max-age")).map(DeltaSeconds::seconds).contains(1L);
	}

	@Test
	void tellsADirectiveForSomeFieldsFromOneForAll() {
		CacheControl control = CacheControl.parse(List.of("private=\"Set-Cookie\", no-cache"));
		assertThat(control.has("private")).isTrue();
		assertThat(control.hasUnqualified("private")).isFalse();
		assertThat(control.hasUnqualified("no-cache")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "60|VALID|60", "007|VALID|7", "0|VALID|0", "2147483647|VALID|2147483647",
					"2147483648|OVERFLOW|2147483648", "99999999999999999999999|OVERFLOW|2147483648", "-1|NEGATIVE|0",
					"+5|SIGNED|0", "1.5|DECIMAL|0", "-1.5|DECIMAL|0", "``|MISSING|0", "abc|NOT_A_NUMBER|0",
					"'60'|NOT_A_NUMBER|0", "6 0|NOT_A_NUMBER|0", "-|NOT_A_NUMBER|0", "\u0661|NOT_A_NUMBER|0" })
	void tellsFormsOfNumbersApart(String text, DeltaSeconds.Form form, long seconds) {
		assertThat(DeltaSeconds.parse(text)).isEqualTo(new DeltaSeconds(form, seconds));
	}

	@ParameterizedTest
	@CsvSource({ "nocache,no-cache", "s-max-age,s-maxage", "max_age,max-age", "maxage,max-age",
			"must-revaildate,must-revalidate", "prviate,private", "imutable,immutable", "no-chache,no-cache" })
	void knowsWhatWasMeant(String name, String meant) {
		assertThat(KnownDirective.meantBy(name)).map(KnownDirective::directive).contains(meant);
	}

	@ParameterizedTest
	@CsvSource({ "no-cache", "Max-Age", "community", "x", "ttl", "age", "no-vary" })
	void doesNotGuessWithoutReason(String name) {
		assertThat(KnownDirective.meantBy(name)).isEmpty();
	}

}
