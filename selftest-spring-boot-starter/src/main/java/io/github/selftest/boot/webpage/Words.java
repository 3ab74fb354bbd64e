package io.github.selftest.boot.webpage;

import java.util.Locale;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

/**
 * What a state is called, and the sign that goes with its colour.
 */
final class Words {

	private Words() {
	}

	static String of(Status status) {
		return switch (status) {
			case PASS -> "passes";
			case WARN -> "warns";
			case FAIL -> "fails";
			case INCONCLUSIVE -> "unknown";
		};
	}

	static String sign(Status status) {
		return switch (status) {
			case PASS -> "\u2713";
			case WARN -> "!";
			case FAIL -> "\u2715";
			case INCONCLUSIVE -> "?";
		};
	}

	/**
	 * Return the class of the style that a state has.
	 * @param status the state
	 * @return the name of the class
	 */
	static String style(Status status) {
		return switch (status) {
			case PASS -> "pass";
			case WARN -> "warn";
			case FAIL -> "fail";
			case INCONCLUSIVE -> "unknown";
		};
	}

	static String of(Severity severity) {
		return severity.name().toLowerCase(Locale.ROOT);
	}

	static String count(int number, String one, String many) {
		return number + " " + ((number == 1) ? one : many);
	}

	/**
	 * Write a state: a sign, a word and a colour.
	 * @param html where to write it
	 * @param status the state
	 */
	static void write(Html html, Status status) {
		html.open("span", "class", "state " + style(status));
		html.element("span", sign(status), "class", "sign", "aria-hidden", "true");
		html.text(" " + of(status)).close();
	}

}
