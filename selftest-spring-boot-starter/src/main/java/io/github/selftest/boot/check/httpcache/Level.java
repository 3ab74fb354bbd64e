package io.github.selftest.boot.check.httpcache;

import io.github.selftest.api.Status;

/**
 * How bad it is when a rule is broken.
 */
enum Level {

	/** Caches serve what is wrong, or a promise is broken. */
	FAIL(Status.FAIL),

	/** Somebody should look at it. */
	WARN(Status.WARN),

	/** Good to know; the finding passes. */
	INFO(Status.PASS);

	private final Status status;

	Level(Status status) {
		this.status = status;
	}

	Status status() {
		return this.status;
	}

}
