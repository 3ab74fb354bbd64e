package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that makes time pass for the engine. It sleeps until the next thing is due,
 * or until shortly after something has happened, so that many events cost one beat.
 */
final class Heartbeat implements Runnable {

	private static final long SHORTLY = Duration.ofMillis(10).toNanos();

	private static final long FAR_AWAY = Duration.ofHours(1).toNanos();

	private static final long RETRY = Duration.ofSeconds(1).toNanos();

	private static final Logger logger = LoggerFactory.getLogger(Heartbeat.class);

	private final EngineClock clock;

	private final LongSupplier beat;

	private final Thread thread;

	private final AtomicLong wakeNanos;

	private volatile boolean stopped;

	/**
	 * Create a heartbeat.
	 * @param clock the clock of the engine
	 * @param beat what to do; returns the nanoseconds until it is due again
	 */
	Heartbeat(EngineClock clock, LongSupplier beat) {
		this.clock = clock;
		this.beat = beat;
		this.wakeNanos = new AtomicLong(clock.nanoTime());
		this.thread = new Thread(null, this, "selftest-heartbeat", 0, false);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(Heartbeat.class.getClassLoader());
	}

	void start() {
		this.thread.start();
	}

	void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Beat within a time.
	 * @param nanos the time; a little longer if it is very short
	 */
	void wakeWithin(long nanos) {
		long wake = this.clock.nanoTime() + Math.min(Math.max(nanos, SHORTLY), FAR_AWAY);
		long before = this.wakeNanos.getAndUpdate((known) -> (known - wake > 0) ? wake : known);
		if (before - wake > 0) {
			LockSupport.unpark(this.thread);
		}
	}

	@Override
	public void run() {
		while (!this.stopped) {
			long left = this.wakeNanos.get() - this.clock.nanoTime();
			if (left > 0) {
				LockSupport.parkNanos(this, left);
			}
			else {
				// far away first, so that whatever happens during the beat brings it
				// nearer
				this.wakeNanos.set(this.clock.nanoTime() + FAR_AWAY);
				wakeWithin(beat());
			}
		}
	}

	private long beat() {
		try {
			return this.beat.getAsLong();
		}
		catch (Throwable ex) {
			logger.error("The self-test engine missed a beat", ex);
			return RETRY;
		}
	}

}
