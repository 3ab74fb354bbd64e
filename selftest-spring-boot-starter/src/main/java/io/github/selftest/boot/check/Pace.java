package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spreads the requests of all runs over time: a second's worth at once, and from then on
 * so many each second. Whoever comes gets the next free moment, in order.
 */
final class Pace {

	private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	private final int perSecond;

	private final LoopbackTimeSource time;

	private final long start;

	private long nextFree;

	Pace(int perSecond, LoopbackTimeSource time) {
		this.perSecond = perSecond;
		this.time = time;
		this.start = time.nanoTime();
	}

	int perSecond() {
		return this.perSecond;
	}

	/**
	 * Wait for the turn of one request.
	 * @param atMost the longest time to wait
	 * @return {@code false}, at once, if the turn would come later than that
	 * @throws InterruptedException if interrupted while waiting
	 */
	boolean await(Duration atMost) throws InterruptedException {
		long wait = reserve(atMost.toNanos());
		if (wait > 0) {
			this.time.pause(wait);
		}
		return wait >= 0;
	}

	private synchronized long reserve(long atMost) {
		long step = NANOS_PER_SECOND / this.perSecond;
		long now = this.time.nanoTime() - this.start;
		long turn = Math.max(this.nextFree, now);
		long wait = Math.max(0, turn - (this.perSecond - 1) * step - now);
		if (wait > atMost) {
			return -1;
		}
		this.nextFree = turn + step;
		return wait;
	}

}
