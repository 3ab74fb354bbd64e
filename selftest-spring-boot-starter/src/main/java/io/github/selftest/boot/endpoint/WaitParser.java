package io.github.selftest.boot.endpoint;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long a caller wants to wait. A bare number means seconds, as it does to
 * people; Boot's own converter takes it for milliseconds.
 */
final class WaitParser {

	private static final Pattern SIMPLE = Pattern.compile("(\\d{1,9})(ms|s|m)?");

	private WaitParser() {
	}

	static Duration parse(String value, Duration longest) {
		Duration waiting = duration(value, longest);
		if (waiting.isNegative() || waiting.compareTo(longest) > 0) {
			throw problem(value, longest);
		}
		return waiting;
	}

	private static Duration duration(String value, Duration longest) {
		Matcher simple = SIMPLE.matcher(value);
		try {
			return simple.matches() ? simple(simple) : Duration.parse(value);
		}
		catch (DateTimeException | ArithmeticException ex) {
			throw problem(value, longest);
		}
	}

	private static Duration simple(Matcher matcher) {
		long number = Long.parseLong(matcher.group(1));
		String unit = matcher.group(2);
		return switch ((unit != null) ? unit : "s") {
			case "ms" -> Duration.ofMillis(number);
			case "m" -> Duration.ofMinutes(number);
			default -> Duration.ofSeconds(number);
		};
	}

	private static Problem problem(String value, Duration longest) {
		String most = longest.toString().substring(2).toLowerCase(Locale.ROOT);
		return Problem.badParameter("wait", value,
				"a duration of at most %s, such as 8, 8s, 500ms or PT8S".formatted(most));
	}

}
