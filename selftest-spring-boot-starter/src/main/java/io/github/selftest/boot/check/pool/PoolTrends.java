package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.sampling.Series;
import io.github.selftest.boot.sampling.Trend;

/**
 * Where the connections of a pool are going. As many are in use as come back in a second
 * times the seconds that each was away (Little). What is in use beyond that has not come
 * back, whatever the load is; what grows without more load is away for longer.
 */
final class PoolTrends {

	private static final Duration WINDOW = Duration.ofMinutes(10);

	private static final int CAPACITY = 80;

	private static final int LEAST_SAMPLES = 9;

	private static final Duration LEAST_SPAN = Duration.ofMinutes(3);

	// one false alarm in 30,000 looks at values that go nowhere, were they independent
	private static final double SIGNIFICANCE = 4;

	private static final double LEAST_LEAKED = 2.5;

	private static final double LEAST_CREEP = 0.5;

	private static final int ENOUGH_USES = 20;

	private static final int LATELY = 5;

	private final String pool;

	private final int heldOnPurpose;

	private final Series away = new Series(WINDOW, CAPACITY);

	private final Series active = new Series(WINDOW, CAPACITY);

	private final Series usage = new Series(WINDOW, CAPACITY);

	private @Nullable Usage last;

	private long lastTime;

	PoolTrends(String pool, int heldOnPurpose) {
		this.pool = pool;
		this.heldOnPurpose = heldOnPurpose;
	}

	/**
	 * Take in what a look has shown.
	 * @param nanoTime when it was
	 * @param active connections in use then
	 * @param now what has come back until then
	 */
	void look(long nanoTime, int active, Usage now) {
		Usage before = this.last;
		if (before == null || now.count() < before.count() || now.totalMillis() < before.totalMillis()) {
			forget(nanoTime, now);
			return;
		}
		double millis = (nanoTime - this.lastTime) / 1e6;
		if (millis < 1000) {
			return;
		}
		double used = now.totalMillis() - before.totalMillis();
		this.away.add(nanoTime, active - used / millis);
		this.active.add(nanoTime, active);
		long uses = now.count() - before.count();
		if (uses >= ENOUGH_USES) {
			this.usage.add(nanoTime, used / uses);
		}
		this.last = now;
		this.lastTime = nanoTime;
	}

	List<Finding> findings(PoolState state, long leakDetectionMillis) {
		List<Finding> findings = new ArrayList<>();
		Trend growth = this.away.trend();
		if (isLongEnough(this.away) && growth.rises(SIGNIFICANCE, LEAST_LEAKED) && areOut(growth.rise())) {
			findings.add(leak(growth, state, leakDetectionMillis));
		}
		else if (isNotReturned()) {
			findings.add(notReturned(leakDetectionMillis));
		}
		double first = this.usage.atFirst(LATELY);
		if (isLongEnough(this.usage) && this.usage.trend().rises(SIGNIFICANCE, first * LEAST_CREEP)
				&& isLonger(first)) {
			findings.add(creep(first, this.usage.recently(LATELY)));
		}
		return findings;
	}

	/**
	 * Return how many connections seem to be away for good.
	 * @return the number, never negative
	 */
	double missing() {
		return Math.max(0, this.away.recently(LATELY));
	}

	private void forget(long nanoTime, Usage now) {
		this.away.clear();
		this.active.clear();
		this.usage.clear();
		this.last = now;
		this.lastTime = nanoTime;
	}

	private static boolean isLongEnough(Series series) {
		return series.size() >= LEAST_SAMPLES && series.span().compareTo(LEAST_SPAN) >= 0;
	}

	// what has leaked is in use at every look, and is all of it beyond what comes back
	private boolean areOut(double leaked) {
		return this.active.floor(LATELY) >= leaked * 0.75 && this.away.recently(LATELY) >= leaked * 0.75;
	}

	// a few uses that are very long bend a slope, and are over a little later
	private boolean isLonger(double first) {
		return this.usage.floor(LATELY) >= first * (1 + LEAST_CREEP / 2);
	}

	private boolean isNotReturned() {
		return this.away.span().compareTo(WINDOW.multipliedBy(9).dividedBy(10)) >= 0
				&& this.away.floor(this.away.size()) > this.heldOnPurpose + 0.5;
	}

	private Finding leak(Trend growth, PoolState state, long leakDetectionMillis) {
		double left = (state.most() - state.active()) / growth.perMinute();
		return Finding
			.warn("pool.leak",
					"Pool '%s' loses %.1f connections a minute that don't come back; none is left in %.0f minutes"
						.formatted(this.pool, growth.perMinute(), Math.max(0, left)))
			.withValues("%.1f more in %d minutes".formatted(growth.rise(), growth.span().toMinutes()),
					"as many come back as are taken")
			.withRemedy(remedy(leakDetectionMillis));
	}

	private Finding notReturned(long leakDetectionMillis) {
		return Finding
			.warn("pool.not-returned",
					"Pool '%s' has had connections out for more than %d minutes".formatted(this.pool,
							this.away.span().toMinutes()))
			.withValues("%.0f".formatted(this.away.recently(LATELY)), this.heldOnPurpose + " or less")
			.withRemedy(remedy(leakDetectionMillis)
					+ "; if they are held on purpose, raise 'selftest.check.pool.held-connections'");
	}

	private Finding creep(double first, double latest) {
		return Finding
			.warn("pool.usage-creeps", "Connections of pool '%s' are away for longer and longer".formatted(this.pool))
			.withValues("%.0f ms each".formatted(latest),
					"%.0f ms, as %d minutes ago".formatted(first, this.usage.span().toMinutes()))
			.withRemedy("Look for queries that slow down as data grows, and for remote calls inside a transaction");
	}

	private static String remedy(long leakDetectionMillis) {
		return (leakDetectionMillis > 0)
				? "The log has the stack of who took them ('Apparent connection leak'); close them with try-with-resources"
				: "Set 'spring.datasource.hikari.leak-detection-threshold' (such as 20s), which logs who took them; "
						+ "close connections with try-with-resources";
	}

}
