package io.github.selftest.boot.check.httpcache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.NumberItem;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two parsers of others read {@code Cache-Control} as ours does, but for what is listed
 * here with its reason.
 */
class OtherParsersTests {

	@Property(seed = "20260301", tries = 5_000)
	void readsAsMethanolDoes(@ForAll("lines") String line) {
		CacheControl ours = CacheControl.parse(List.of(line));
		Optional<Map<String, String>> theirs = methanol(line);
		if (theirs.isPresent()) {
			assertThat(ours.malformed()).as(line).isEmpty();
			assertThat(lastOfEach(ours)).as(line).isEqualTo(theirs.get());
		}
		else {
			assertThat(isKnownWhyMethanolRefuses(ours)).as(line).isTrue();
		}
	}

	@Property(seed = "20260301", tries = 5_000)
	void readsWhatIsAStructuredFieldAsThatDoes(@ForAll("lines") String line) {
		structured(line).filter((theirs) -> !needsStructure(line)).ifPresent((theirs) -> {
			CacheControl ours = CacheControl.parse(List.of(line));
			assertThat(ours.malformed()).as(line).isEmpty();
			assertThat(withoutLeadingZeros(lastOfEach(ours))).as(line).isEqualTo(withoutLeadingZeros(theirs));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-age=60", "no-cache, no-store, max-age=0, must-revalidate", "private=\"a, b\"",
			"max-age=3600, x=\"\\\"\"" })
	void allThreeReadWhatIsSentEveryDay(String line) {
		Map<String, String> ours = lastOfEach(CacheControl.parse(List.of(line)));
		assertThat(methanol(line)).contains(ours);
		assertThat(structured(line)).contains(ours);
	}

	@Provide
	Arbitrary<String> lines() {
		Arbitrary<String> name = Arbitraries.of("max-age", "s-maxage", "no-cache", "no-store", "private", "public",
				"Max-Age", "stale-if-error", "x", "x1", "1x", "*a", "");
		Arbitrary<String> equals = Arbitraries.of("", "=", "=", "=", " =", "= ");
		Arbitrary<String> value = Arbitraries.of("", "", "0", "60", "007", "-1", "+5", "1.5", "abc", "\"60\"",
				"\"a, b\"", "\"\"", "\"\\\"\"", "\"", "\"a", "'60'", "2147483648", "99999999999999999999", "a/b", "?1",
				"\u00e9", "\"\u00e9\"");
		Arbitrary<String> element = Combinators.combine(name, equals, value)
			.as((first, sign, last) -> first + sign + last);
		Arbitrary<String> comma = Arbitraries.of(",", ", ", " , ", ",,", " ", ";", ",\t");
		return Combinators.combine(element, comma)
			.as(String::concat)
			.list()
			.ofMinSize(1)
			.ofMaxSize(3)
			.map((parts) -> Text.trimmed(String.join("", parts)))
			.flatMap((line) -> Arbitraries.of(line, line.replaceAll("[,; \t]+$", "")));
	}

	private static Optional<Map<String, String>> methanol(String line) {
		try {
			return Optional.of(com.github.mizosoft.methanol.CacheControl.parse(line).directives());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Map<String, String>> structured(String line) {
		try {
			Map<String, String> members = new LinkedHashMap<>();
			Parser.parseDictionary(line).get().forEach((name, member) -> members.put(name, value(member)));
			return Optional.of(members);
		}
		catch (ParseException ex) {
			return Optional.empty();
		}
	}

	private static String value(ListElement<?> member) {
		if (member instanceof NumberItem<?> number) {
			return number.serialize();
		}
		return (member instanceof BooleanItem) ? "" : String.valueOf(member.get());
	}

	private static Map<String, String> lastOfEach(CacheControl control) {
		Map<String, String> directives = new LinkedHashMap<>();
		control.directives()
			.forEach((directive) -> directives.put(directive.lowerName(), directive.value().orElse("")));
		return directives;
	}

	private static Map<String, String> withoutLeadingZeros(Map<String, String> directives) {
		Map<String, String> numbers = new LinkedHashMap<>(directives);
		numbers.replaceAll((name, value) -> value.replaceFirst("^(-?)0+(?=[0-9])", "$1"));
		return numbers;
	}

	/**
	 * Return whether it has signs that only structured fields have a meaning for.
	 */
	private static boolean needsStructure(String line) {
		return line.chars().anyMatch((c) -> ";:?()/@".indexOf(c) >= 0);
	}

	/**
	 * Return whether it is known why Methanol refuses a line as a whole: we refuse a
	 * piece of it as well; it wants at least one directive, where a recipient must do
	 * with none; or it refuses values that have the right grammar and no meaning, which a
	 * rule of ours tells.
	 */
	private static boolean isKnownWhyMethanolRefuses(CacheControl ours) {
		return !ours.malformed().isEmpty() || ours.isEmpty() || ours.toString().chars().anyMatch((c) -> c > '~')
				|| ours.directives().stream().anyMatch(OtherParsersTests::isRefusedForItsValue);
	}

	private static boolean isRefusedForItsValue(CacheControl.Directive directive) {
		String value = directive.value().orElse("");
		return switch (directive.lowerName()) {
			case "max-age", "s-maxage", "stale-if-error" -> DeltaSeconds.parse(value).form() != DeltaSeconds.Form.VALID;
			case "no-cache", "no-store", "private" ->
				!Vary.membersOf(value).allMatch(Text::isToken) || (directive.value().isPresent() && value.isEmpty());
			default -> false;
		};
	}

}
