package io.github.selftest.boot.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

import io.github.selftest.boot.engine.EngineClock;

/**
 * A clock that a test turns.
 */
final class TestClock implements EngineClock {

	static final Instant EPOCH = Instant.parse("2026-01-02T03:04:05Z");

	private final AtomicLong nanos = new AtomicLong();

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	@Override
	public long nanoTime() {
		return 1_000_000_000_000L + this.nanos.get();
	}

	@Override
	public Clock wallClock() {
		return Clock.fixed(EPOCH.plusNanos(this.nanos.get()), ZoneOffset.UTC);
	}

}
