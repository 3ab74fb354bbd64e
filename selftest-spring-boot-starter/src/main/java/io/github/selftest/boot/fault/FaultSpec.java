package io.github.selftest.boot.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for, such as {@code inventory=delay:2s}. It is one fault, as the
 * faults of a key are compared from the left and could else be followed by any other.
 *
 * @param point the name of a point
 * @param mode what happens there
 * @param time how long, zero for an error
 */
record FaultSpec(String point, FaultMode mode, Duration time) {

	static final String NAME = "[a-z][a-z0-9-]{0,39}";

	private static final Pattern FORM = Pattern
		.compile("(" + NAME + ")=(?:(error)|(delay|time-out|minimum-delay):([1-9][0-9]{0,6})(ms|s))");

	/**
	 * Read a fault.
	 * @param text the header
	 * @return the fault, empty if it has another form
	 */
	static Optional<FaultSpec> parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		if (matcher.group(2) != null) {
			return Optional.of(new FaultSpec(matcher.group(1), FaultMode.ERROR, Duration.ZERO));
		}
		long number = Long.parseLong(matcher.group(4));
		Duration time = matcher.group(5).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
		return Optional.of(new FaultSpec(matcher.group(1), mode(matcher.group(3)), time));
	}

	private static FaultMode mode(String text) {
		for (FaultMode mode : FaultMode.values()) {
			if (mode.text().equals(text)) {
				return mode;
			}
		}
		throw new IllegalArgumentException("no mode '%s'".formatted(text));
	}

	@Override
	public String toString() {
		String what = this.point + "=" + this.mode.text();
		return this.mode.takesTime() ? what + ":" + this.time.toMillis() + "ms" : what;
	}

}
