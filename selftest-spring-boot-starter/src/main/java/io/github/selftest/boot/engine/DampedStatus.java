package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * A status that needs several failures in a row to go down and several passes to come up
 * again. The first conclusive result counts at once. An inconclusive result shows through
 * a good state, resets no count, and never softens a failure. With one failure and one
 * pass it is the latest status. Guarded by the lock of the engine.
 */
final class DampedStatus {

	private final int failures;

	private final int passes;

	private @Nullable Status state;

	private Status latest = Status.INCONCLUSIVE;

	private int failedInARow;

	private int passedInARow;

	DampedStatus(int failures, int passes) {
		this.failures = failures;
		this.passes = passes;
	}

	void accept(Status status) {
		this.latest = status;
		if (!status.isConclusive()) {
			return;
		}
		boolean failed = status == Status.FAIL;
		this.failedInARow = failed ? this.failedInARow + 1 : 0;
		this.passedInARow = failed ? 0 : this.passedInARow + 1;
		if (this.state == null || (failed ? goesDown() : comesUp())) {
			this.state = status;
		}
	}

	Status get() {
		if (this.state == null || !isDamping()) {
			return this.latest;
		}
		return (this.latest.isConclusive() || this.state == Status.FAIL) ? this.state : this.latest;
	}

	private boolean isDamping() {
		return this.failures > 1 || this.passes > 1;
	}

	private boolean goesDown() {
		return this.failedInARow >= this.failures;
	}

	private boolean comesUp() {
		return this.state != Status.FAIL || this.passedInARow >= this.passes;
	}

}
