package io.github.selftest.boot.engine;

import java.time.Instant;

import io.github.selftest.api.Status;

/**
 * A slot of the history that is being counted, and its form in 64 bits: four numbers of
 * runs in 9 bits each with a common shift in 4, the alternations in 6, and the mean and
 * the longest duration on a logarithmic scale in 9 each. All zero is a gap.
 */
final class PackedSlot {

	static final int BYTES = Long.BYTES;

	private static final int COUNT = (1 << 9) - 1;

	private static final int ALTERNATIONS = (1 << 6) - 1;

	private static final int LARGEST_SHIFT = (1 << 4) - 1;

	/** Steps for a power of ten: from 10 µs to a quarter of an hour. */
	private static final int STEPS = 64;

	private static final double SHORTEST_MILLIS = 0.01;

	private int passed;

	private int warned;

	private int failed;

	private int inconclusive;

	private int alternations;

	private double totalMillis;

	private double maxMillis;

	void clear() {
		unpack(0);
	}

	/**
	 * Count a run.
	 * @param status its status
	 * @param leftOut the runs before it that were left out after failures
	 * @param alternates whether it passed after a failure, or failed after a pass
	 * @param millis the time that it took
	 */
	void count(Status status, int leftOut, boolean alternates, double millis) {
		this.failed += leftOut;
		this.alternations += alternates ? 1 : 0;
		switch (status) {
			case PASS -> this.passed++;
			case WARN -> this.warned++;
			case FAIL -> this.failed++;
			case INCONCLUSIVE -> this.inconclusive++;
		}
		if (status.isPassing()) {
			this.totalMillis += millis;
			this.maxMillis = Math.max(this.maxMillis, millis);
		}
	}

	/**
	 * Count what another slot has counted.
	 * @param packed the other slot
	 */
	void add(long packed) {
		PackedSlot other = new PackedSlot();
		other.unpack(packed);
		this.passed += other.passed;
		this.warned += other.warned;
		this.failed += other.failed;
		this.inconclusive += other.inconclusive;
		this.alternations += other.alternations;
		this.totalMillis += other.totalMillis;
		this.maxMillis = Math.max(this.maxMillis, other.maxMillis);
	}

	long pack() {
		int most = Math.max(Math.max(this.passed, this.warned), Math.max(this.failed, this.inconclusive));
		int shift = 0;
		while (shift < LARGEST_SHIFT && shifted(most, shift) > COUNT) {
			shift++;
		}
		long packed = shift;
		packed = packed << 9 | Math.min(COUNT, shifted(this.passed, shift));
		packed = packed << 9 | Math.min(COUNT, shifted(this.warned, shift));
		packed = packed << 9 | Math.min(COUNT, shifted(this.failed, shift));
		packed = packed << 9 | Math.min(COUNT, shifted(this.inconclusive, shift));
		packed = packed << 6 | Math.min(ALTERNATIONS, this.alternations);
		packed = packed << 9 | code(meanMillis());
		return packed << 9 | code(this.maxMillis);
	}

	void unpack(long packed) {
		int shift = (int) (packed >>> 60);
		this.passed = (int) (packed >>> 51 & COUNT) << shift;
		this.warned = (int) (packed >>> 42 & COUNT) << shift;
		this.failed = (int) (packed >>> 33 & COUNT) << shift;
		this.inconclusive = (int) (packed >>> 24 & COUNT) << shift;
		this.alternations = (int) (packed >>> 18 & ALTERNATIONS);
		this.totalMillis = millis((int) (packed >>> 9 & COUNT)) * (this.passed + this.warned);
		this.maxMillis = millis((int) (packed & COUNT));
	}

	HistorySlot at(Instant start) {
		return new HistorySlot(start, this.passed, this.warned, this.failed, this.inconclusive, this.alternations,
				meanMillis(), this.maxMillis);
	}

	private double meanMillis() {
		int passing = this.passed + this.warned;
		return (passing > 0) ? this.totalMillis / passing : 0;
	}

	/** Rounds up, so that a single failure stays one. */
	private static long shifted(int count, int shift) {
		return ((long) count + (1L << shift) - 1) >> shift;
	}

	private static int code(double millis) {
		if (!(millis > 0)) {
			return 0;
		}
		long code = 1 + Math.round(STEPS * Math.log10(millis / SHORTEST_MILLIS));
		return (int) Math.max(1, Math.min(COUNT, code));
	}

	private static double millis(int code) {
		return (code > 0) ? SHORTEST_MILLIS * Math.pow(10, (code - 1) / (double) STEPS) : 0;
	}

}
