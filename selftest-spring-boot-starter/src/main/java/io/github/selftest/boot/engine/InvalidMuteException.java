package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;

/**
 * A mute that is refused.
 */
public final class InvalidMuteException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String field;

	private final String observed;

	private final String expected;

	InvalidMuteException(String field, @Nullable Object observed, String expected) {
		super("'%s' of a mute must be %s but was %s".formatted(field, expected,
				(observed != null) ? "'" + observed + "'" : "missing"));
		this.field = field;
		this.observed = (observed != null) ? observed.toString() : "nothing";
		this.expected = expected;
	}

	public String field() {
		return this.field;
	}

	public String observed() {
		return this.observed;
	}

	public String expected() {
		return this.expected;
	}

}
