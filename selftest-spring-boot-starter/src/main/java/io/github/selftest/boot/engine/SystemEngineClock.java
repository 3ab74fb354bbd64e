package io.github.selftest.boot.engine;

import java.time.Clock;

/**
 * The clocks of the machine.
 */
public final class SystemEngineClock implements EngineClock {

	private final Clock wallClock = Clock.systemUTC();

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Clock wallClock() {
		return this.wallClock;
	}

}
