package io.github.selftest.boot.check.fallback;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of one method that has a fallback.
 */
final class FallbackTally implements FallbackWatch {

	private final String label;

	private final LongAdder calls = new LongAdder();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder missing = new LongAdder();

	FallbackTally(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

	void called() {
		this.calls.increment();
	}

	@Override
	public void succeeded() {
		this.succeeded.increment();
	}

	@Override
	public void failed() {
		this.failed.increment();
	}

	void missing() {
		this.missing.increment();
	}

	long succeededCount() {
		return this.succeeded.sum();
	}

	long failedCount() {
		return this.failed.sum();
	}

	long missingCount() {
		return this.missing.sum();
	}

	long callCount() {
		return this.calls.sum();
	}

}
