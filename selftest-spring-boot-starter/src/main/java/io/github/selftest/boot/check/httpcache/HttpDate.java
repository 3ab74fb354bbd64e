package io.github.selftest.boot.check.httpcache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date in a header (RFC 9110, 5.6.7).
 *
 * @param instant the time that it names
 * @param form the form in which it is written
 */
record HttpDate(Instant instant, Form form) {

	private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
			"Oct", "Nov", "Dec");

	private static final DateTimeFormatter IMF = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
		.withZone(ZoneOffset.UTC);

	/**
	 * Read a date.
	 * @param text the text
	 * @param now the time at which it was received, as the obsolete form with two digits
	 * for the year needs it
	 * @return the date, nothing when it has none of the three forms, or names a day that
	 * does not exist or has another weekday
	 */
	static Optional<HttpDate> parse(String text, Instant now) {
		for (Form form : Form.values()) {
			Matcher matcher = form.pattern.matcher(text);
			if (matcher.matches()) {
				return read(matcher, form, now);
			}
		}
		return Optional.empty();
	}

	/**
	 * Read the only date of that name.
	 */
	static Optional<HttpDate> of(Response response, String name) {
		return response.fields().single(name).flatMap((text) -> parse(text, response.receivedAt()));
	}

	static String format(Instant instant) {
		return IMF.format(instant);
	}

	boolean isObsolete() {
		return this.form != Form.IMF_FIXDATE;
	}

	private static Optional<HttpDate> read(Matcher matcher, Form form, Instant now) {
		try {
			LocalDate date = LocalDate.of(year(matcher.group("year"), now), month(matcher), number(matcher, "day"));
			boolean leapSecond = number(matcher, "second") == 60;
			LocalTime time = LocalTime.of(number(matcher, "hour"), number(matcher, "minute"),
					leapSecond ? 59 : number(matcher, "second"));
			if (!weekday(date, form).equals(matcher.group("weekday"))) {
				return Optional.empty();
			}
			Instant instant = date.atTime(time).toInstant(ZoneOffset.UTC);
			return Optional.of(new HttpDate(leapSecond ? instant.plusSeconds(1) : instant, form));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Two digits that seem to be more than 50 years ahead are of the past.
	 */
	private static int year(String digits, Instant now) {
		int year = Integer.parseInt(digits);
		if (digits.length() > 2) {
			return year;
		}
		int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
		int candidate = thisYear - Math.floorMod(thisYear, 100) + year;
		return (candidate > thisYear + 50) ? candidate - 100 : candidate;
	}

	private static int month(Matcher matcher) {
		return MONTHS.indexOf(matcher.group("month")) + 1;
	}

	private static int number(Matcher matcher, String group) {
		return Integer.parseInt(Text.trimmed(matcher.group(group)));
	}

	private static String weekday(LocalDate date, Form form) {
		TextStyle style = (form == Form.RFC_850) ? TextStyle.FULL : TextStyle.SHORT;
		return date.getDayOfWeek().getDisplayName(style, Locale.US);
	}

	/**
	 * The forms there are.
	 */
	enum Form {

		/** The one that may be sent. */
		IMF_FIXDATE("(?<weekday>[A-Z][a-z]{2}), (?<day>[0-9]{2}) (?<month>[A-Z][a-z]{2}) (?<year>[0-9]{4}) "
				+ "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) GMT"),

		/** Obsolete: with two digits for the year. */
		RFC_850("(?<weekday>[A-Z][a-z]{5,8}), (?<day>[0-9]{2})-(?<month>[A-Z][a-z]{2})-(?<year>[0-9]{2}) "
				+ "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) GMT"),

		/** Obsolete: that of ANSI C. */
		ASCTIME("(?<weekday>[A-Z][a-z]{2}) (?<month>[A-Z][a-z]{2}) (?<day>[0-9]{2}| [0-9]) "
				+ "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}) (?<year>[0-9]{4})");

		private final Pattern pattern;

		Form(String pattern) {
			this.pattern = Pattern.compile(pattern);
		}

	}

}
