package io.github.selftest.boot.engine;

import java.time.Clock;

/**
 * Where the engine takes its time from. Spans are measured on {@link #nanoTime()}, so
 * that a jump of the wall clock neither ages a result nor starts a run;
 * {@link #wallClock()} is for showing.
 */
public interface EngineClock {

	/**
	 * Return a monotonic time in nanoseconds with an arbitrary origin.
	 * @return the time, to be compared by subtraction
	 */
	long nanoTime();

	/**
	 * Return the time of day.
	 * @return the clock
	 */
	Clock wallClock();

}
