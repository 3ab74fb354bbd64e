package io.github.selftest.boot.check.httpcache;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entity tags, dates, ranges and the rest: strict, and with an opinion on each flaw.
 */
class FieldParsersTests {

	private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

	@ParameterizedTest
	@ValueSource(strings = { "\"v1\"", "W/\"v1\"", "\"\"", "W/\"\"", "\"a,b\"", "\"\\\"", "\"\u00e9\"" })
	void readsEntityTagsAsTheyAre(String text) {
		assertThat(EntityTag.parse(text)).map(EntityTag::toString).contains(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "v1", "\"v1", "v1\"", "\"", "w/\"v1\"", "W/v1", "W\"v1\"", "\"v 1\"", "\"a\"b\"",
			"'v1'", "W/ \"v1\"", "\"v1\", \"v2\"", "\"\u20ac\"", "\"\t\"" })
	void takesNothingElseForAnEntityTag(String text) {
		assertThat(EntityTag.parse(text)).isEmpty();
	}

	@Test
	void comparesEntityTagsAsTheTableOfTheRfcSays() {
		EntityTag weak = new EntityTag(true, "1");
		EntityTag strong = new EntityTag(false, "1");
		assertThat(weak.isSameStrongly(weak)).isFalse();
		assertThat(weak.isSameWeakly(weak)).isTrue();
		assertThat(weak.isSameWeakly(new EntityTag(true, "2"))).isFalse();
		assertThat(weak.isSameStrongly(strong)).isFalse();
		assertThat(weak.isSameWeakly(strong)).isTrue();
		assertThat(strong.isSameStrongly(strong)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Sun, 06 Nov 1994 08:49:37 GMT|IMF_FIXDATE",
			"Sunday, 06-Nov-94 08:49:37 GMT|RFC_850", "Sun Nov  6 08:49:37 1994|ASCTIME" })
	void readsTheThreeForms(String text, HttpDate.Form form) {
		assertThat(HttpDate.parse(text, RecordedExchanges.NOON)).contains(new HttpDate(EXAMPLE, form));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1", "now", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
			"Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000", "Sun, 06 Nov 1994 08:49 GMT",
			"sun, 06 nov 1994 08:49:37 gmt", "Thu, 30 Feb 1995 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
			"Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "1994-11-06T08:49:37Z",
			"Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun,  06 Nov 1994 08:49:37 GMT" })
	void takesNothingElseForADate(String text) {
		assertThat(HttpDate.parse(text, RecordedExchanges.NOON)).isEmpty();
	}

	@Test
	void takesTwoDigitsThatAreFarAheadForThePast() {
		assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", RecordedExchanges.NOON)).map(HttpDate::instant)
			.contains(EXAMPLE);
		assertThat(HttpDate.parse("Friday, 06-Nov-26 08:49:37 GMT", RecordedExchanges.NOON)).map(HttpDate::instant)
			.contains(Instant.parse("2026-11-06T08:49:37Z"));
	}

	@Test
	void readsALeapSecond() {
		assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", RecordedExchanges.NOON)).map(HttpDate::instant)
			.contains(Instant.parse("2017-01-01T00:00:00Z"));
	}

	@ParameterizedTest
	@CsvSource({ "bytes 0-4/10,5", "bytes 3-3/*,1", "Bytes 0-0/1,1", "bytes */10,0" })
	void readsRanges(String text, long length) {
		assertThat(ContentRange.problem(text)).isEmpty();
		assertThat(ContentRange.parse(text)).map(ContentRange::length).contains(length);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "bytes=0-4/10|does not look like", "0-4/10|does not look like", "bytes 0-4|does not look like",
					"bytes 0/10|does not look like", "lines 0-4/10|unit", "bytes a-4/10|no number",
					"bytes 0-/10|no number", "bytes -4/10|no number", "bytes 0-4/x|length is no",
					"bytes 0-4/|length is no", "bytes 4-0/10|ends before", "bytes 0-10/10|behind the end",
					"bytes */*|neither", "bytes 0-9999999999999999999/*|no number" })
	void saysWhatIsWrongWithARange(String text, String problem) {
		assertThat(ContentRange.problem(text)).get().asString().contains(problem);
		assertThat(ContentRange.parse(text)).isEmpty();
	}

	@Test
	void readsVaryAsASetOverAllLines() {
		Vary vary = Vary.of(Fields.of(new FieldLine("vary", "Origin, accept"), new FieldLine("Vary", ",Accept ,")));
		assertThat(vary.members()).containsExactly("Origin", "accept", "Accept");
		assertThat(vary.names()).containsExactly("accept", "origin");
		assertThat(vary.covers("ORIGIN")).isTrue();
		assertThat(vary.covers("Cookie")).isFalse();
	}

	@Test
	void keepsFieldsInTheirOrderAndCase() {
		Fields fields = Fields.of(new FieldLine("a", " 1\t"), new FieldLine("B", "2"), new FieldLine("A", "3"));
		assertThat(fields.values("A")).containsExactly("1", "3");
		assertThat(fields.combined("a")).contains("1, 3");
		assertThat(fields.single("a")).isEmpty();
		assertThat(fields.single("b")).contains("2");
		assertThat(fields.combined("c")).isEqualTo(Optional.empty());
		assertThat(fields).hasToString("a: 1\nB: 2\nA: 3");
	}

}
