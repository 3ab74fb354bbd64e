package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Counts of conditional requests by route, over a rolling window. The first routes are
 * kept, so that patterns made up from paths cannot fill the memory; further ones are not
 * counted.
 */
final class RouteSamples {

	static final int MAX_ROUTES = 200;

	private static final int MAX_LENGTH = 200;

	private final Map<String, RouteCounts> countsByRoute = new ConcurrentHashMap<>();

	private final Duration window;

	private final long nanosOfSlot;

	private final LongSupplier nanoTime;

	private final long start;

	RouteSamples(Duration window, LongSupplier nanoTime) {
		this.window = window;
		this.nanosOfSlot = window.toNanos() / RouteCounts.SLOTS;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * Count a conditional request.
	 * @param route the pattern of the route
	 * @param isNotModified whether it was answered with 304
	 */
	void count(String route, boolean isNotModified) {
		RouteCounts counts = counts(route);
		if (counts != null) {
			counts.count(time(), isNotModified);
		}
	}

	/**
	 * Return what was counted, for routes with a request in the window.
	 */
	List<RouteShare> shares() {
		long time = time();
		return this.countsByRoute.entrySet()
			.stream()
			.map((entry) -> entry.getValue().share(entry.getKey(), time))
			.filter((share) -> share.conditional() > 0)
			.toList();
	}

	Duration window() {
		return this.window;
	}

	private @Nullable RouteCounts counts(String route) {
		RouteCounts known = this.countsByRoute.get(route);
		return (known != null || isFull() || route.length() > MAX_LENGTH) ? known : added(route);
	}

	private synchronized @Nullable RouteCounts added(String route) {
		return isFull() ? this.countsByRoute.get(route)
				: this.countsByRoute.computeIfAbsent(route, (name) -> new RouteCounts());
	}

	private boolean isFull() {
		return this.countsByRoute.size() >= MAX_ROUTES;
	}

	// slots start at a number from which on an empty slot lies before the window
	private long time() {
		return RouteCounts.SLOTS + (this.nanoTime.getAsLong() - this.start) / this.nanosOfSlot;
	}

}
