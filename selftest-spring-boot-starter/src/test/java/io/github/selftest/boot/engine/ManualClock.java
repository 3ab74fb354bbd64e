package io.github.selftest.boot.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that tests turn.
 */
public final class ManualClock implements EngineClock {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(10).toNanos());

	private volatile Instant wall = Instant.parse("2026-03-01T12:00:00Z");

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
		jumpWallClock(duration);
	}

	synchronized void jumpWallClock(Duration duration) {
		this.wall = this.wall.plus(duration);
	}

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	@Override
	public Clock wallClock() {
		return new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return ManualClock.this.wall;
			}

		};
	}

}
