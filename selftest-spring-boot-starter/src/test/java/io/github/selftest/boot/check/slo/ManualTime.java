package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A monotonic time that goes where a test wants it.
 */
final class ManualTime implements LongSupplier {

	private final AtomicLong nanos = new AtomicLong(7);

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	@Override
	public long getAsLong() {
		return this.nanos.get();
	}

}
