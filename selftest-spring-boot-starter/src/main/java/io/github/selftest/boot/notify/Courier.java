package io.github.selftest.boot.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.notify.Alert.About;

/**
 * Brings alerts to one target, one after the other, on a thread of its own. An alert that
 * does not arrive is tried until it does; one that the target refuses for itself is given
 * up after a few attempts, so that it does not keep the others back.
 */
final class Courier implements Runnable {

	private static final int MOST_REFUSALS = 6;

	private static final Logger logger = LoggerFactory.getLogger("selftest.alerts");

	private final String target;

	private final EngineClock clock;

	private final Backoff backoff;

	private final Delivery delivery;

	private final Details details;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition news = this.lock.newCondition();

	private final AlertQueue queue;

	private final AlertBook book;

	private @Nullable Thread thread;

	private @Nullable Alert inFlight;

	private boolean stopping;

	private int failures;

	private int refusals;

	private long retryNanos;

	private long accepted;

	private long failed;

	private long givenUp;

	private @Nullable Outcome trouble;

	private @Nullable Instant troubleSince;

	Courier(String target, EngineClock clock, Backoff backoff, Delivery delivery, Details details, AlertQueue queue,
			AlertBook book) {
		this.target = target;
		this.clock = clock;
		this.backoff = backoff;
		this.delivery = delivery;
		this.details = details;
		this.queue = queue;
		this.book = book;
	}

	/**
	 * Look into the book, and send what follows from it. Waits for nothing but the lock,
	 * which is never held during a delivery.
	 * @param change writes into the book and queues alerts
	 */
	void enter(Consumer<Entry> change) {
		this.lock.lock();
		try {
			change.accept(new Entry(this.book, this::enqueue, this.clock));
			this.news.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Look again whether something is due.
	 */
	void wake() {
		enter((entry) -> {
		});
	}

	void start() {
		this.lock.lock();
		try {
			this.stopping = false;
			Thread thread = new Thread(this, "selftest-alert-" + this.target);
			thread.setDaemon(true);
			thread.setContextClassLoader(Courier.class.getClassLoader());
			this.thread = thread;
			thread.start();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send what waits, unless the target does not accept it, and then end.
	 */
	void stopSoon() {
		this.lock.lock();
		try {
			this.stopping = true;
			this.news.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End, and wait a moment until that is so.
	 * @param nanos the time until the deliveries are interrupted
	 */
	void join(long nanos) {
		Thread thread = this.thread;
		if (thread == null) {
			return;
		}
		try {
			TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
			thread.interrupt();
			thread.join(TimeUnit.SECONDS.toMillis(1));
		}
		catch (InterruptedException ex) {
			thread.interrupt();
			Thread.currentThread().interrupt();
		}
		this.thread = null;
		int left = report().waiting();
		if (left > 0) {
			logger.warn("{} alerts to '{}' ({}) were not delivered before the stop", left, this.target,
					this.delivery.host());
		}
	}

	DeliveryReport report() {
		this.lock.lock();
		try {
			return new DeliveryReport(this.accepted, this.failed, this.givenUp + this.queue.dropped(), waiting(),
					this.queue.folded(), this.trouble, this.troubleSince);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take note that the target has accepted a test alert.
	 */
	void testAccepted() {
		this.lock.lock();
		try {
			this.accepted++;
			if (waiting() == 0) {
				this.trouble = null;
				this.troubleSince = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void run() {
		try {
			for (Alert alert = next(); alert != null; alert = next()) {
				settle(alert, deliver(alert));
			}
		}
		catch (InterruptedException ex) {
			logger.debug("The delivery of alerts to '{}' has ended", this.target);
		}
		finally {
			putBack();
		}
	}

	private void putBack() {
		this.lock.lock();
		try {
			Alert alert = this.inFlight;
			if (alert != null) {
				this.queue.putBack(alert);
				this.inFlight = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private int waiting() {
		return this.queue.size() + ((this.inFlight != null) ? 1 : 0);
	}

	private Outcome deliver(Alert alert) throws InterruptedException {
		try {
			return this.delivery.send(alert);
		}
		catch (RuntimeException | Error ex) {
			// without the exception, whose message may hold what was to be sent
			logger.error("An alert to '{}' could not be sent: {}", this.target, ex.getClass().getName());
			return new Outcome(Outcome.Kind.REFUSED, "a defect: " + ex.getClass().getSimpleName(), Duration.ZERO, null);
		}
	}

	private @Nullable Alert next() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (true) {
				long now = this.clock.nanoTime();
				remind(now);
				boolean waits = !this.queue.isEmpty();
				if (this.stopping && (!waits || this.failures > 0)) {
					return null;
				}
				if (waits && (this.failures == 0 || this.retryNanos - now <= 0)) {
					this.inFlight = this.queue.poll();
					return this.inFlight;
				}
				await(Math.min(this.book.nanosToReminder(now), waits ? this.retryNanos - now : Long.MAX_VALUE));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@SuppressWarnings("WaitNotInLoop")
	private void await(long nanos) throws InterruptedException {
		if (nanos == Long.MAX_VALUE) {
			this.news.await();
		}
		else {
			this.news.awaitNanos(nanos);
		}
	}

	private void remind(long now) {
		for (About about : this.book.dueReminders(now)) {
			if (!this.queue.holds(about)) {
				Alert reminder = this.book.reminder(about, this.details.reason(about), this.details.of(about),
						this.clock.wallClock().instant());
				enqueue(reminder);
			}
		}
	}

	private void enqueue(@Nullable Alert alert) {
		if (alert != null) {
			this.queue.add(alert);
		}
	}

	private void settle(Alert alert, Outcome outcome) {
		this.lock.lock();
		try {
			this.inFlight = null;
			if (outcome.isAccepted()) {
				settleAccepted();
			}
			else {
				settleFailed(alert, outcome);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void settleAccepted() {
		if (this.trouble != null) {
			logger.info("Alerts to '{}' ({}) are accepted again", this.target, this.delivery.host());
		}
		this.accepted++;
		this.failures = 0;
		this.refusals = 0;
		this.trouble = null;
		this.troubleSince = null;
	}

	private void settleFailed(Alert alert, Outcome outcome) {
		if (this.trouble == null) {
			this.troubleSince = this.clock.wallClock().instant();
			logger.warn("An alert to '{}' ({}) was not accepted: {}; it is tried again", this.target,
					this.delivery.host(), outcome.observed());
		}
		this.trouble = outcome;
		this.failed++;
		this.failures++;
		this.refusals = outcome.isPassing() ? 0 : this.refusals + 1;
		if (this.refusals >= MOST_REFUSALS) {
			giveUp(alert, outcome);
			return;
		}
		this.queue.putBack(alert);
		this.retryNanos = this.clock.nanoTime() + this.backoff.nanos(this.failures, outcome.retryAfter());
	}

	private void giveUp(Alert alert, Outcome outcome) {
		this.givenUp++;
		this.failures = 0;
		this.refusals = 0;
		this.book.tellAgain(alert.about(), this.clock.nanoTime(), this.backoff.max());
		logger.warn("An alert to '{}' ({}) is given up after {} attempts: {}; it said: {}", this.target,
				this.delivery.host(), MOST_REFUSALS, outcome.observed(), alert.reason());
	}

	/**
	 * Sends an alert.
	 */
	interface Delivery {

		/**
		 * Send an alert and wait for the answer.
		 * @param alert the alert
		 * @return how it ended
		 * @throws InterruptedException if the thread was interrupted
		 */
		Outcome send(Alert alert) throws InterruptedException;

		/**
		 * Return where alerts are sent.
		 * @return the host alone
		 */
		String host();

	}

	/**
	 * An entry into the book, with the lock held.
	 *
	 * @param book the book
	 * @param queue takes alerts
	 * @param clock the clock
	 */
	record Entry(AlertBook book, Consumer<@Nullable Alert> queue, EngineClock clock) {
	}

}
