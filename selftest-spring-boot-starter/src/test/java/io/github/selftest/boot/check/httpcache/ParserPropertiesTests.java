package io.github.selftest.boot.check.httpcache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of the parsers and the rules whatever is sent.
 */
class ParserPropertiesTests {

	private static final int LONG = 1_000_000;

	@Property(seed = "20260301", tries = 2_000)
	void nothingOfCacheControlIsLostOrInvented(@ForAll("lines") List<String> lines) {
		CacheControl control = CacheControl.parse(lines);
		for (int i = 0; i < lines.size(); i++) {
			assertThat(rebuilt(lines.get(i), i, control)).isEqualTo(lines.get(i));
		}
	}

	@Property(seed = "20260301", tries = 1_000)
	void whatIsWellFormedIsReadAsItWasWritten(
			@ForAll("directives") List<Tuple.Tuple2<String, Optional<String>>> written) {
		String line = written.stream().map(ParserPropertiesTests::written).collect(Collectors.joining(" , "));
		CacheControl control = CacheControl.parse(List.of(line));
		assertThat(control.malformed()).isEmpty();
		assertThat(control.directives()).extracting(CacheControl.Directive::name, CacheControl.Directive::value)
			.containsExactlyElementsOf(written.stream()
				.map((directive) -> org.assertj.core.groups.Tuple.tuple(directive.get1(), directive.get2()))
				.toList());
	}

	@Property(seed = "20260301", tries = 1_000)
	void anEntityTagIsReadAsItIsOrNotAtAll(@ForAll("noise") String text) {
		EntityTag.parse(text).ifPresent((tag) -> assertThat(tag).hasToString(text));
	}

	@Property(seed = "20260301", tries = 1_000)
	void aDateIsReadAsItWasWritten(@ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long second) {
		Instant instant = Instant.ofEpochSecond(second);
		assertThat(HttpDate.parse(HttpDate.format(instant), RecordedExchanges.NOON)).map(HttpDate::instant)
			.contains(instant);
	}

	@Property(seed = "20260301", tries = 1_000)
	void anImfDateIsReadInOneSpellingOnly(@ForAll("dates") String text) {
		HttpDate.parse(text, RecordedExchanges.NOON)
			.filter((date) -> !date.isObsolete() && !text.contains(":60"))
			.ifPresent((date) -> assertThat(HttpDate.format(date.instant())).isEqualTo(text));
	}

	@Property(seed = "20260301", tries = 1_000)
	void digitsAreSecondsAndNothingElseIs(@ForAll("noise") String text) {
		assertThat(DeltaSeconds.parse(text).isValid()).isEqualTo(text.matches("[0-9]+"));
		assertThat(DeltaSeconds.parse(text).seconds()).isBetween(0L, DeltaSeconds.MAX);
	}

	@Property(seed = "20260301", tries = 1_000)
	void aRangeIsReadOrSaysWhyNot(@ForAll("ranges") String text) {
		assertThat(ContentRange.parse(text).isPresent()).isNotEqualTo(ContentRange.problem(text).isPresent());
	}

	@Property(seed = "20260301", tries = 300)
	void noRuleThrowsWhateverIsSent(@ForAll("exchanges") List<Exchange> exchanges) {
		Evidence evidence = new Evidence(new Resource("any", "/any", true, Expectations.NONE), exchanges);
		for (Rule rule : Rules.all()) {
			rule.judge(evidence)
				.forEach((note) -> assertThat(rule.finding(evidence.resource(), note, rule.level())).isNotNull());
		}
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void noParserHangsOnWhatIsLong() {
		List<String> unkind = List.of(",".repeat(LONG), "=".repeat(LONG), "\"".repeat(LONG), "a".repeat(LONG),
				"a=\"".repeat(LONG / 3), "a=\"\\".repeat(LONG / 4), " ".repeat(LONG), "0".repeat(LONG),
				"bytes " + "-".repeat(LONG), "bytes " + "0-/".repeat(LONG / 3), "W/\"" + "\\".repeat(LONG));
		assertThat(unkind).allSatisfy((text) -> {
			CacheControl.parse(List.of(text));
			EntityTag.parse(text);
			HttpDate.parse(text, RecordedExchanges.NOON);
			ContentRange.problem(text);
			DeltaSeconds.parse(text);
			new Vary(Vary.membersOf(text).toList()).names();
			KnownDirective.meantBy(text);
		});
	}

	@Provide
	Arbitrary<List<String>> lines() {
		return noise().list().ofMaxSize(3);
	}

	@Provide
	Arbitrary<List<Tuple.Tuple2<String, Optional<String>>>> directives() {
		Arbitrary<String> name = Arbitraries.strings().alpha().numeric().withChars("-_!").ofMinLength(1).ofMaxLength(9);
		Arbitrary<String> value = Arbitraries.strings()
			.withCharRange(' ', '~')
			.withChars('\t', '\u00e9')
			.ofMaxLength(9);
		return Combinators.combine(name, value.optional()).as(Tuple::of).list().ofMaxSize(5);
	}

	@Provide
	Arbitrary<String> noise() {
		return Arbitraries
			.of("max-age", "s-maxage", "no-cache", "no-store", "private", "x", "=", "=", ",", ",", ", ", "\"", "\"",
					"\\", " ", "\t", "0", "60", "-1", "+5", "W/", "*", ";", "\u00e9", "\u0000", "'", "1.5",
					"2147483648")
			.list()
			.ofMaxSize(12)
			.map((parts) -> String.join("", parts));
	}

	@Provide
	Arbitrary<String> dates() {
		return Combinators
			.combine(Arbitraries.of("Sun", "Mon", "Sat", "sun"), Arbitraries.of(", ", ",", " ", ",  "),
					Arbitraries.of("01", "1", "06", "31", "30"), Arbitraries.of(" Nov ", " Feb ", " Mar ", "-Nov-"),
					Arbitraries.of("1994", "2026", "94", "0000"), Arbitraries.of(" 08:49:37", " 24:00:00", " 23:59:60"),
					Arbitraries.of(" GMT", " UTC", "", " gmt"))
			.as((weekday, sign, day, month, year, time, zone) -> weekday + sign + day + month + year + time + zone);
	}

	@Provide
	Arbitrary<String> ranges() {
		return Arbitraries.of("bytes", "lines", " ", " ", "0", "9", "10", "-", "-", "/", "/", "*", "x", "=")
			.list()
			.ofMaxSize(8)
			.map((parts) -> String.join("", parts));
	}

	@Provide
	Arbitrary<List<Exchange>> exchanges() {
		Arbitrary<String> names = Arbitraries.of("Cache-Control", "Cache-Control", "ETag", "Vary", "Expires", "Date",
				"Last-Modified", "Age", "Content-Range", "Content-Length", "Content-Encoding", "Content-Type",
				"Set-Cookie", "Accept-Ranges", "Location", "Access-Control-Allow-Origin", "Pragma");
		Arbitrary<String> values = Arbitraries.oneOf(noise(), ranges(), dates(),
				Arbitraries.of("gzip", "\"v1\"", "W/\"v1\"", "text/html", "bytes", "Sun, 01 Mar 2026 12:00:00 GMT"));
		Arbitrary<Fields> fields = Combinators.combine(names, values)
			.as(FieldLine::new)
			.list()
			.ofMaxSize(6)
			.map(Fields::new);
		Arbitrary<Outcome> responses = Combinators
			.combine(Arbitraries.of(200, 200, 206, 304, 404, 412, 416, 500, 999), fields,
					Arbitraries.of("", "hello", "hullo"), Arbitraries.of(true, false))
			.as((status, head, content, odd) -> response(status, head, content, odd));
		Arbitrary<Outcome> failures = Arbitraries.of(Failure.Kind.values()).map((kind) -> new Failure(kind, "text"));
		return Combinators
			.combine(Arbitraries.of(Probe.values()), fields,
					Arbitraries.frequencyOf(Tuple.of(9, responses), Tuple.of(1, failures)))
			.as((probe, request, outcome) -> new Exchange(probe, "Origin", "GET", "/any", request, outcome))
			.list()
			.ofMaxSize(12)
			.map(ParserPropertiesTests::withPlain);
	}

	private static List<Exchange> withPlain(List<Exchange> exchanges) {
		List<Exchange> all = new ArrayList<>(exchanges);
		exchanges.stream()
			.findFirst()
			.ifPresent((first) -> all.add(0,
					new Exchange(Probe.PLAIN, first.method(), first.path(), first.request(), first.outcome())));
		return all;
	}

	private static Outcome response(int status, Fields fields, String content, boolean odd) {
		BodyCollector collector = BodyCollector.of(fields);
		collector.add(content.getBytes(StandardCharsets.UTF_8), 0, content.length());
		return new Response(status, fields, collector.body(!odd), odd, RecordedExchanges.NOON, Duration.ofMillis(1));
	}

	/**
	 * Put the pieces back to their places, and commas and blanks between them.
	 */
	private static String rebuilt(String line, int number, CacheControl control) {
		StringBuilder rebuilt = new StringBuilder(line.replaceAll("(?s)[^ \t,]", "?"));
		control.directives()
			.stream()
			.filter((directive) -> directive.line() == number)
			.forEach((directive) -> rebuilt.replace(directive.position(),
					directive.position() + directive.text().length(), directive.text()));
		control.malformed()
			.stream()
			.filter((piece) -> piece.line() == number)
			.forEach((piece) -> rebuilt.replace(piece.position(), piece.position() + piece.text().length(),
					piece.text()));
		return rebuilt.toString();
	}

	private static String written(Tuple.Tuple2<String, Optional<String>> directive) {
		return directive.get1() + directive.get2()
			.map((value) -> "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
			.orElse("");
	}

}
