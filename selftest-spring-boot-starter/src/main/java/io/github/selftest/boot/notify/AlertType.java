package io.github.selftest.boot.notify;

import java.util.Locale;

/**
 * Why an alert is sent.
 */
enum AlertType {

	/** A state that is told has begun. */
	FIRING,

	/** One such state has followed another. */
	CHANGED,

	/** The state lasts. */
	REMINDER,

	/** The state has ended. */
	RESOLVED,

	/** Nothing is wrong; the way of alerts is tried. */
	TEST;

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
