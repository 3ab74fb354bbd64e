package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What is known over time of the fallback of one method. Samples are taken when the check
 * runs, however irregularly.
 */
final class FallbackRecord {

	private static final int MOST_SAMPLES = 120;

	private final Deque<Sampled> samples = new ArrayDeque<>();

	private @Nullable Instant lastReal;

	private @Nullable Instant lastProven;

	/**
	 * Take a sample.
	 * @param now the time
	 * @param tally the counts
	 * @param window the time to look back
	 */
	synchronized void sample(Instant now, FallbackTally tally, Duration window) {
		Sampled sampled = new Sampled(now, tally.callCount(), tally.succeededCount(), tally.failedCount(),
				tally.missingCount());
		Sampled before = this.samples.peekLast();
		if (sampled.succeeded() > ((before != null) ? before.succeeded() : 0)) {
			this.lastReal = now;
		}
		this.samples.addLast(sampled);
		Instant start = now.minus(window);
		while (this.samples.size() > 2 && (hasEnoughWithoutFirst(start) || this.samples.size() > MOST_SAMPLES)) {
			this.samples.removeFirst();
		}
	}

	private boolean hasEnoughWithoutFirst(Instant start) {
		return this.samples.stream().skip(1).findFirst().filter((second) -> !second.at().isAfter(start)).isPresent();
	}

	/**
	 * Return what has happened since the first sample of the window; with one sample,
	 * since the start of the service.
	 * @return the differences
	 */
	synchronized Sampled inWindow() {
		Sampled last = this.samples.getLast();
		Sampled first = (this.samples.size() > 1) ? this.samples.getFirst() : new Sampled(last.at(), 0, 0, 0, 0);
		return new Sampled(last.at(), last.calls() - first.calls(), last.succeeded() - first.succeeded(),
				last.failed() - first.failed(), last.missing() - first.missing());
	}

	synchronized void proven(Instant now) {
		this.lastProven = now;
	}

	synchronized Optional<Instant> lastReal() {
		return Optional.ofNullable(this.lastReal);
	}

	synchronized Optional<Instant> lastProven() {
		return Optional.ofNullable(this.lastProven);
	}

	/**
	 * Counts at a time, or between two.
	 *
	 * @param at the time
	 * @param calls guarded calls
	 * @param succeeded fallbacks that gave a result
	 * @param failed fallbacks that threw
	 * @param missing calls whose fallback could not be found
	 */
	record Sampled(Instant at, long calls, long succeeded, long failed, long missing) {

		double share() {
			return (this.calls == 0) ? 0
					: Math.min(1, (double) (this.succeeded + this.failed + this.missing) / this.calls);
		}

		/** Calls without a fallback that can be found are not counted among the calls. */
		long total() {
			return Math.max(this.calls, this.succeeded + this.failed + this.missing);
		}

	}

}
