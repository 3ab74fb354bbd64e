package io.github.selftest.boot.notify;

import java.time.Instant;

/**
 * Makes the body of a request from an alert.
 */
@FunctionalInterface
interface Body {

	/**
	 * Write an alert.
	 * @param alert the alert
	 * @param now the time of this attempt
	 * @return the body
	 */
	String of(Alert alert, Instant now);

}
