package io.github.selftest.boot.check;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where the client takes its time from. Tests put their own in its place.
 */
class LoopbackTimeSource {

	/**
	 * Return a monotonic time in nanoseconds with an arbitrary origin.
	 * @return the time, to be compared by subtraction
	 */
	long nanoTime() {
		return System.nanoTime();
	}

	/**
	 * Wait.
	 * @param nanos how long
	 * @throws InterruptedException if interrupted meanwhile
	 */
	void pause(long nanos) throws InterruptedException {
		boolean isOver = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
		if (isOver) {
			throw new IllegalStateException("nobody counts down");
		}
	}

}
