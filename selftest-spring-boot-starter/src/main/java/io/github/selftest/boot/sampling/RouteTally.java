package io.github.selftest.boot.sampling;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Which routes stand out of late: counts for the first 32 routes of each quarter of an
 * hour, and one for all others, so that the memory is the same however many routes there
 * are. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class RouteTally {

	private static final int ROUTES = 32;

	private static final long PERIOD_NANOS = 15L * 60 * 1_000_000_000;

	private final LongSupplier nanoTime;

	private final long started;

	private volatile Period period = new Period(0, null);

	/**
	 * Create a tally.
	 * @param nanoTime the monotonic time
	 */
	public RouteTally(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.started = nanoTime.getAsLong();
	}

	/**
	 * Count a request.
	 * @param route the pattern of its path
	 */
	public void add(String route) {
		current().add(route);
	}

	/**
	 * Return the route that was counted most often in this and the last quarter of an
	 * hour.
	 * @return the route with its share, {@code null} when none has half of the counts
	 */
	public @Nullable Share most() {
		Period now = current();
		Period before = now.before;
		long all = now.all.get();
		all += (before != null) ? before.all.get() : 0;
		Share most = null;
		for (int i = 0; i < ROUTES; i++) {
			most = greater(most, now.routes.get(i), all);
			most = greater(most, (before != null) ? before.routes.get(i) : null, all);
		}
		return (most != null && most.share() >= 0.5) ? most : null;
	}

	private @Nullable Share greater(@Nullable Share known, @Nullable String route, long all) {
		if (route == null || all == 0) {
			return known;
		}
		double share = (double) current().count(route) / all;
		return (known == null || share > known.share()) ? new Share(route, Math.min(1, share)) : known;
	}

	private Period current() {
		long number = Math.max(0, this.nanoTime.getAsLong() - this.started) / PERIOD_NANOS;
		Period seen = this.period;
		return (seen.number >= number) ? seen : next(number);
	}

	private synchronized Period next(long number) {
		Period seen = this.period;
		if (seen.number < number) {
			this.period = new Period(number, (seen.number == number - 1) ? seen.alone() : null);
		}
		return this.period;
	}

	/**
	 * A route and its share of all that was counted.
	 *
	 * @param route the pattern of the path
	 * @param share the share, from 0 to 1
	 */
	public record Share(String route, double share) {

	}

	/**
	 * The counts of a quarter of an hour.
	 */
	private static final class Period {

		private final long number;

		private final @Nullable Period before;

		private final AtomicReferenceArray<@Nullable String> routes;

		private final AtomicIntegerArray counts;

		private final AtomicInteger all;

		Period(long number, @Nullable Period before) {
			this(number, before, new AtomicReferenceArray<>(ROUTES), new AtomicIntegerArray(ROUTES),
					new AtomicInteger());
		}

		private Period(long number, @Nullable Period before, AtomicReferenceArray<@Nullable String> routes,
				AtomicIntegerArray counts, AtomicInteger all) {
			this.number = number;
			this.before = before;
			this.routes = routes;
			this.counts = counts;
			this.all = all;
		}

		Period alone() {
			return new Period(this.number, null, this.routes, this.counts, this.all);
		}

		void add(String route) {
			this.all.incrementAndGet();
			for (int i = 0; i < ROUTES; i++) {
				String known = this.routes.get(i);
				if (known == null && this.routes.compareAndSet(i, null, route)) {
					known = route;
				}
				known = (known != null) ? known : this.routes.get(i);
				if (route.equals(known)) {
					this.counts.incrementAndGet(i);
					return;
				}
			}
		}

		long count(String route) {
			long count = (this.before != null) ? this.before.count(route) : 0;
			for (int i = 0; i < ROUTES; i++) {
				if (route.equals(this.routes.get(i))) {
					count += this.counts.get(i);
					return count;
				}
			}
			return count;
		}

	}

}
