package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.sampling.LatencyScale;
import io.github.selftest.boot.sampling.RequestRecorder;
import io.github.selftest.boot.sampling.RouteTally;

/**
 * The requests of users: all together, those of the routes that have objectives of their
 * own, and which routes fail or are slow.
 */
final class Traffic {

	static final String NO_ROUTE = "no route";

	private final LongSupplier nanoTime;

	private final RequestRecorder all;

	private final Map<String, RequestRecorder> byPattern = new LinkedHashMap<>();

	private final Map<String, String> patterns = new LinkedHashMap<>();

	private final RouteTally failing;

	private final RouteTally slow;

	private final long slowNanos;

	Traffic(SloCheckProperties properties, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.all = recorder(properties.all().marks().toList(), nanoTime);
		properties.routes().forEach((name, route) -> this.patterns.put(name, Objects.requireNonNull(route.path())));
		Map<String, List<Duration>> marks = new LinkedHashMap<>();
		properties.ofRoutes()
			.forEach((name, own) -> marks.computeIfAbsent(patternOf(name), (pattern) -> new ArrayList<>())
				.addAll(own.marks().toList()));
		marks.forEach((pattern, edges) -> this.byPattern.put(pattern, recorder(edges, nanoTime)));
		this.failing = new RouteTally(nanoTime);
		this.slow = new RouteTally(nanoTime);
		this.slowNanos = Math.min(properties.p95().alert().toNanos(), properties.p99().alert().toNanos());
	}

	private static RequestRecorder recorder(List<Duration> marks, LongSupplier nanoTime) {
		return new RequestRecorder(new LatencyScale(marks), nanoTime);
	}

	void record(@Nullable String pattern, long nanos, boolean error) {
		// once, as that is what takes longest
		long now = this.nanoTime.getAsLong();
		this.all.record(nanos, error, now);
		RequestRecorder own = (pattern != null && !this.byPattern.isEmpty()) ? this.byPattern.get(pattern) : null;
		if (own != null) {
			own.record(nanos, error, now);
		}
		if (error) {
			this.failing.add((pattern != null) ? pattern : NO_ROUTE);
		}
		if (nanos > this.slowNanos) {
			this.slow.add((pattern != null) ? pattern : NO_ROUTE);
		}
	}

	RequestRecorder all() {
		return this.all;
	}

	RequestRecorder ofRoute(String name) {
		return Objects.requireNonNull(this.byPattern.get(patternOf(name)));
	}

	String patternOf(String name) {
		return Objects.requireNonNull(this.patterns.get(name));
	}

	/**
	 * Say where most failures are.
	 * @return words that go on a sentence, empty when they are everywhere
	 */
	String whereItFails() {
		return where(this.failing);
	}

	/**
	 * Say where most of what is slow is.
	 * @return words that go on a sentence, empty when it is everywhere
	 */
	String whereItIsSlow() {
		return where(this.slow);
	}

	private static String where(RouteTally tally) {
		RouteTally.Share most = tally.most();
		return (most != null) ? ", %.0f %% of them on '%s'".formatted(100 * most.share(), most.route()) : "";
	}

}
