package io.github.selftest.boot.fault;

/**
 * What happens at a point.
 */
enum FaultMode {

	/** It fails at once. */
	ERROR("error"),

	/** It answers later by the time. */
	DELAY("delay"),

	/** It fails after the time. */
	TIME_OUT("time-out"),

	/** It answers after the time, or when it would if that is later. */
	MINIMUM_DELAY("minimum-delay");

	private final String text;

	FaultMode(String text) {
		this.text = text;
	}

	String text() {
		return this.text;
	}

	boolean takesTime() {
		return this != ERROR;
	}

	boolean fails() {
		return this == ERROR || this == TIME_OUT;
	}

}
