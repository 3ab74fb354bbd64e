package io.github.selftest.sample.failover;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which way connections go now. They leave the pooler when looks at it fail several times
 * in a row, and return when it has answered several times in a row and they have been
 * away for a while: a pooler that comes and goes must not take the shop with it.
 */
final class Failover {

	private static final Logger logger = LoggerFactory.getLogger(Failover.class);

	private final BooleanSupplier poolerAnswers;

	private final PoolerProperties properties;

	private final LongSupplier nanoTime;

	private final DoubleSupplier random;

	private final Listener listener;

	private volatile boolean direct;

	private volatile long lastLook;

	private boolean answered = true;

	private int inARow;

	private long returnNotBefore;

	/**
	 * Create a switch that is at the pooler.
	 * @param poolerAnswers looks at the pooler, and takes no longer than the timeout
	 * @param properties when to switch
	 * @param nanoTime the time
	 * @param random numbers between 0 and 1
	 * @param listener whom to tell
	 */
	Failover(BooleanSupplier poolerAnswers, PoolerProperties properties, LongSupplier nanoTime, DoubleSupplier random,
			Listener listener) {
		this.poolerAnswers = poolerAnswers;
		this.properties = properties;
		this.nanoTime = nanoTime;
		this.random = random;
		this.listener = listener;
		this.lastLook = nanoTime.getAsLong();
	}

	boolean isDirect() {
		return this.direct;
	}

	/**
	 * Look at the pooler and switch if it is time to.
	 */
	synchronized void look() {
		boolean answers = this.poolerAnswers.getAsBoolean();
		this.lastLook = this.nanoTime.getAsLong();
		this.inARow = (answers == this.answered) ? this.inARow + 1 : 1;
		this.answered = answers;
		if (!this.direct && !answers && this.inARow >= this.properties.failuresToLeave()) {
			leave();
		}
		else if (this.direct && answers && this.inARow >= this.properties.successesToReturn() && hasBeenAway()) {
			comeBack();
		}
	}

	/**
	 * Say that somebody got no connection by way of the pooler. That may be because all
	 * are in use, which is no reason to go past it: there are fewer direct ones. Looks,
	 * unless somebody has since, and takes the look and the failure together as reason
	 * enough.
	 * @param since when the failed attempt began
	 * @return whether connections go past the pooler now
	 */
	boolean isDirectAfterFailure(long since) {
		synchronized (this) {
			if (!this.direct && this.lastLook - since <= 0) {
				look();
			}
			if (!this.direct && !this.answered) {
				leave();
			}
			return this.direct;
		}
	}

	/**
	 * Return the time until the next look.
	 * @return the time, another one each time
	 */
	Duration pause() {
		return withJitter(this.properties.lookEvery());
	}

	private void leave() {
		this.direct = true;
		this.returnNotBefore = this.nanoTime.getAsLong() + withJitter(this.properties.stayDirect()).toNanos();
		logger.warn("The pooler does not answer: up to {} connections go past it",
				this.properties.maxDirectConnections());
		this.listener.left();
	}

	private void comeBack() {
		this.direct = false;
		logger.info("The pooler answers again: connections go by its way");
		this.listener.cameBack();
	}

	private boolean hasBeenAway() {
		return this.lastLook - this.returnNotBefore >= 0;
	}

	private Duration withJitter(Duration time) {
		return time.plusNanos((long) (time.toNanos() * this.properties.jitter() * this.random.getAsDouble()));
	}

	/**
	 * Is told of each switch, while others wait for it: do not wait for anything.
	 */
	interface Listener {

		void left();

		void cameBack();

	}

}
