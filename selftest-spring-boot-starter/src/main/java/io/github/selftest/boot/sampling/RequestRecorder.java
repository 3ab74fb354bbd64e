package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Counts requests by latency and outcome: all since it was made, and those of the last
 * half hour in cells of ten seconds. Recording takes no lock and allocates nothing but
 * one cell in ten seconds; the memory is the same however many requests and routes there
 * are. Safe for use by several threads.
 * <p>
 * Time comes from a monotonic source. Should it go back, requests are counted in the cell
 * that is there.
 *
 * @since 0.1.0
 */
public final class RequestRecorder {

	/**
	 * The longest window.
	 */
	public static final Duration LONGEST = Duration.ofMinutes(30);

	private static final Duration CELL = Duration.ofSeconds(10);

	private static final long CELL_NANOS = CELL.toNanos();

	/** More than the longest window takes, as its first and last cells are cut. */
	private static final int CELLS = (int) LONGEST.dividedBy(CELL) + 2;

	private final LatencyScale scale;

	private final LongSupplier nanoTime;

	private final long started;

	private final int errors;

	private final AtomicLongArray all;

	private final AtomicReferenceArray<@Nullable Cell> cells = new AtomicReferenceArray<>(CELLS);

	private final AtomicLong firstTick = new AtomicLong(-1);

	/**
	 * Create a recorder.
	 * @param scale the buckets
	 * @param nanoTime the monotonic time
	 */
	public RequestRecorder(LatencyScale scale, LongSupplier nanoTime) {
		this.scale = scale;
		this.nanoTime = nanoTime;
		this.errors = scale.size();
		this.all = new AtomicLongArray(scale.size() + 1);
		this.started = nanoTime.getAsLong();
	}

	/**
	 * Count a request that has ended now.
	 * @param nanos its latency
	 * @param error whether it failed
	 */
	public void record(long nanos, boolean error) {
		record(nanos, error, this.nanoTime.getAsLong());
	}

	/**
	 * Count a request that has ended, for who has read the clock already.
	 * @param nanos its latency
	 * @param error whether it failed
	 * @param now the monotonic time, from the source that this recorder was made with
	 */
	public void record(long nanos, boolean error, long now) {
		int bucket = this.scale.bucketOf(nanos);
		AtomicIntegerArray cell = cell(Math.max(0, now - this.started) / CELL_NANOS).counts;
		cell.getAndIncrement(bucket);
		this.all.getAndIncrement(bucket);
		if (error) {
			cell.getAndIncrement(this.errors);
			this.all.getAndIncrement(this.errors);
		}
	}

	private Cell cell(long tick) {
		int index = (int) (tick % CELLS);
		Cell cell = this.cells.get(index);
		return (cell != null && cell.tick >= tick) ? cell : freshCell(index, tick);
	}

	private Cell freshCell(int index, long tick) {
		this.firstTick.compareAndSet(-1, tick);
		Cell fresh = new Cell(tick, this.scale.size() + 1);
		while (true) {
			Cell cell = this.cells.get(index);
			if (cell != null && cell.tick >= tick) {
				return cell;
			}
			if (this.cells.compareAndSet(index, cell, fresh)) {
				return fresh;
			}
		}
	}

	/**
	 * Return the requests of the last while.
	 * @param window how long, at most {@link #LONGEST}
	 * @return the requests; the span is up to ten seconds longer than asked for
	 */
	public RequestCounts last(Duration window) {
		long now = elapsed();
		return since(Math.max(0, now / CELL_NANOS - window.dividedBy(CELL)), now);
	}

	/**
	 * Return the requests of the period under way and of the one before it. Periods
	 * follow each other since the recorder was made. So there is always at least one
	 * whole period of evidence, or all there is, and its start moves once a period, not
	 * at each look.
	 * @param period how long, at most half of {@link #LONGEST}
	 * @param warmUp how long to leave requests out after the first one of all
	 * @return the requests
	 */
	public RequestCounts sincePreviousPeriod(Duration period, Duration warmUp) {
		long now = elapsed();
		long ticks = period.dividedBy(CELL);
		long current = now / CELL_NANOS / ticks;
		long warm = this.firstTick.get() + warmUp.dividedBy(CELL);
		return since(Math.max(Math.max(0, current - 1) * ticks, warm), now);
	}

	/**
	 * Return all requests since the recorder was made.
	 * @return the requests
	 */
	public RequestCounts all() {
		long failed = this.all.get(this.errors);
		long[] buckets = new long[this.scale.size()];
		for (int bucket = 0; bucket < buckets.length; bucket++) {
			buckets[bucket] = this.all.get(bucket);
		}
		return new RequestCounts(this.scale, buckets, failed, elapsed() / 1e9);
	}

	private RequestCounts since(long firstTick, long now) {
		long lastTick = now / CELL_NANOS;
		long[] buckets = new long[this.scale.size()];
		long failed = 0;
		for (long tick = Math.max(firstTick, lastTick - CELLS + 1); tick <= lastTick; tick++) {
			Cell cell = this.cells.get((int) (tick % CELLS));
			if (cell != null && cell.tick == tick) {
				failed += cell.counts.get(this.errors);
				cell.addTo(buckets);
			}
		}
		return new RequestCounts(this.scale, buckets, failed, Math.max(0, now - firstTick * CELL_NANOS) / 1e9);
	}

	private long elapsed() {
		return Math.max(0, this.nanoTime.getAsLong() - this.started);
	}

	/**
	 * The requests of ten seconds.
	 */
	private static final class Cell {

		private final long tick;

		private final AtomicIntegerArray counts;

		Cell(long tick, int size) {
			this.tick = tick;
			this.counts = new AtomicIntegerArray(size);
		}

		void addTo(long[] buckets) {
			for (int bucket = 0; bucket < buckets.length; bucket++) {
				buckets[bucket] += this.counts.get(bucket);
			}
		}

	}

}
