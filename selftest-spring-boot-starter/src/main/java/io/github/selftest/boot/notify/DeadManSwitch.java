package io.github.selftest.boot.notify;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

/**
 * Sends heartbeats for as long as the self-test is really alive: the engine runs and
 * looks at what is due, and the chosen group has fresh results, good or bad. When they
 * stay away, whoever waits for them knows that nobody looks any more.
 */
final class DeadManSwitch implements Runnable, SmartLifecycle, DisposableBean {

	private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

	private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger("selftest.alerts");

	private final Engine engine;

	private final String group;

	private final Address address;

	private final HttpRequest request;

	private final Duration interval;

	private final Duration timeout;

	private final Transport transport;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition stop = this.lock.newCondition();

	private @Nullable Thread thread;

	private volatile boolean running;

	private volatile @Nullable Outcome outcome;

	private volatile @Nullable Instant lastAccepted;

	DeadManSwitch(Engine engine, NotifyProperties.Heartbeat properties, Transport transport) {
		KnownGroups.require(engine, NotifyProperties.PREFIX + ".heartbeat.group", List.of(properties.group()));
		this.engine = engine;
		this.group = properties.group();
		this.address = Address.of(NotifyProperties.PREFIX + ".heartbeat.url", properties.url());
		this.request = request(this.address, properties);
		this.interval = properties.interval();
		this.timeout = properties.timeout();
		this.transport = transport;
	}

	String host() {
		return this.address.host();
	}

	Duration interval() {
		return this.interval;
	}

	/**
	 * Return how the last heartbeat ended.
	 * @return the outcome, {@code null} before the first one
	 */
	@Nullable Outcome outcome() {
		return this.outcome;
	}

	@Nullable Instant lastAccepted() {
		return this.lastAccepted;
	}

	/**
	 * Return why no heartbeat may be sent.
	 * @return the reason, {@code null} when the self-test is alive
	 */
	@Nullable String lifeless() {
		if (!this.engine.isRunning()) {
			return "the engine does not run";
		}
		if (this.engine.silence().compareTo(LONGEST_SILENCE) > 0) {
			return "the engine has not looked at what is due for " + this.engine.silence().toSeconds() + " s";
		}
		Verdict verdict = this.engine.verdict(this.group).orElse(null);
		if (verdict == null) {
			return "there is no group '" + this.group + "'";
		}
		if (verdict.oldestNanos() == null) {
			return "group '" + this.group + "' has no results";
		}
		Long validUntil = verdict.validUntilNanos();
		boolean isStale = validUntil != null && validUntil - this.engine.clock().nanoTime() <= 0;
		return isStale ? "group '" + this.group + "' has a stale result" : null;
	}

	@Override
	public void run() {
		try {
			while (this.running) {
				boolean sent = lifeless() == null;
				if (sent) {
					beat();
				}
				await((sent || this.interval.compareTo(LOOK_AGAIN) < 0) ? this.interval : LOOK_AGAIN);
			}
		}
		catch (InterruptedException ex) {
			logger.debug("The heartbeat has ended");
		}
	}

	private void beat() throws InterruptedException {
		Outcome before = this.outcome;
		Outcome outcome = send();
		this.outcome = outcome;
		if (outcome.isAccepted()) {
			this.lastAccepted = this.engine.clock().wallClock().instant();
		}
		else if (before == null || before.isAccepted()) {
			logger.warn("The heartbeat to {} was not accepted: {}", host(), outcome.observed());
		}
	}

	private Outcome send() throws InterruptedException {
		try {
			return this.transport.send(this.request, this.timeout);
		}
		catch (RuntimeException | LinkageError ex) {
			return new Outcome(Outcome.Kind.UNAVAILABLE, "a defect: " + ex.getClass().getSimpleName(), Duration.ZERO,
					null);
		}
	}

	private static HttpRequest request(Address address, NotifyProperties.Heartbeat properties) {
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(address.uri())
				.method(properties.method(), BodyPublishers.noBody())
				.setHeader("User-Agent", "selftest");
			properties.headers().forEach(request::setHeader);
			return request.build();
		}
		catch (IllegalArgumentException ex) {
			// without the cause, whose message may hold the value of a header
			throw new InvalidNotifyException(NotifyProperties.PREFIX + ".heartbeat.headers",
					"a header that cannot be sent",
					"names and values that HTTP allows, and none of Host, Connection, Content-Length, Expect, Upgrade",
					"Correct the headers.");
		}
	}

	private void await(Duration time) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = time.toNanos();
			while (this.running && left > 0) {
				left = this.stop.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		if (!this.running) {
			this.running = true;
			Thread thread = new Thread(this, "selftest-alert-heartbeat");
			thread.setDaemon(true);
			thread.setContextClassLoader(DeadManSwitch.class.getClassLoader());
			this.thread = thread;
			thread.start();
		}
	}

	@Override
	public void stop() {
		Thread thread = this.thread;
		this.running = false;
		if (thread != null) {
			thread.interrupt();
			try {
				TimeUnit.SECONDS.timedJoin(thread, 1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.thread = null;
			this.transport.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Stopped after the targets, whose last alerts need the transport.
	 */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 2;
	}

	@Override
	public void destroy() {
		stop();
	}

}
