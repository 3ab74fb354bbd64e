package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;

import io.github.selftest.api.Status;

/**
 * The latest runs of a check without words, in 12 bytes each. Not safe for use by several
 * threads.
 */
final class RunRing {

	static final int BYTES = Long.BYTES + Float.BYTES;

	/** An hour at the pace of the group 'canary'. */
	static final int MOST = 360;

	private static final int FIRST_SIZE = 16;

	/** The time of day in milliseconds, and the status in the lowest two bits. */
	private long[] starts = new long[0];

	private float[] millis = new float[0];

	private int next;

	private int size;

	void add(Instant at, Duration duration, Status status, int limit) {
		if (this.size == this.starts.length && this.size < limit) {
			resize(Math.min(limit, Math.max(FIRST_SIZE, 2 * this.size)));
		}
		shrinkTo(limit);
		this.starts[this.next] = at.toEpochMilli() << 2 | StatusCode.of(status);
		this.millis[this.next] = (float) (duration.toNanos() / 1e6);
		this.next = (this.next + 1) % this.starts.length;
		this.size = Math.min(this.starts.length, this.size + 1);
	}

	void shrinkTo(int limit) {
		if (this.starts.length > limit) {
			resize(limit);
		}
	}

	private void resize(int length) {
		long[] starts = new long[length];
		float[] millis = new float[length];
		int kept = Math.min(length, this.size);
		for (int age = kept; age > 0; age--) {
			starts[kept - age] = this.starts[index(age)];
			millis[kept - age] = this.millis[index(age)];
		}
		this.starts = starts;
		this.millis = millis;
		this.size = kept;
		this.next = kept % length;
	}

	void clear() {
		this.size = 0;
		this.next = 0;
	}

	int size() {
		return this.size;
	}

	/**
	 * Return when a run started.
	 * @param age 1 for the latest run
	 * @return the time of day in milliseconds
	 */
	long startMillis(int age) {
		return this.starts[index(age)] >> 2;
	}

	Status status(int age) {
		return StatusCode.status((int) this.starts[index(age)]);
	}

	Duration duration(int age) {
		return Duration.ofNanos(Math.round((double) this.millis[index(age)] * 1e6));
	}

	int bytes() {
		return this.starts.length * BYTES;
	}

	private int index(int age) {
		return Math.floorMod(this.next - age, this.starts.length);
	}

}
