package io.github.selftest.boot.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLException;

/**
 * Why a request to this very service got no answer, or not all of it.
 *
 * @since 0.1.0
 */
public enum NoAnswer {

	/**
	 * It did not come in time.
	 */
	TIMED_OUT("time-out"),

	/**
	 * Nobody listens.
	 */
	REFUSED("connection refused"),

	/**
	 * The connection was reset, or broke in another way.
	 */
	BROKEN("connection broken"),

	/**
	 * The connection was closed before the first byte.
	 */
	CLOSED("the connection was closed without an answer"),

	/**
	 * The connection was closed in the middle.
	 */
	ENDED_EARLY("the answer ended early"),

	/**
	 * What came is no HTTP/1.1.
	 */
	MALFORMED("the answer is malformed"),

	/**
	 * No TLS connection came about.
	 */
	NO_TLS("no TLS connection");

	private final String text;

	NoAnswer(String text) {
		this.text = text;
	}

	/**
	 * Return what was seen.
	 * @return the text, as may be published
	 */
	public String text() {
		return this.text;
	}

	static NoAnswer of(IOException cause) {
		if (cause instanceof BrokenAnswerException broken) {
			return broken.problem();
		}
		if (cause instanceof SocketTimeoutException) {
			return TIMED_OUT;
		}
		if (cause instanceof ConnectException) {
			return REFUSED;
		}
		return (cause instanceof SSLException) ? NO_TLS : BROKEN;
	}

}
