package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.Arrays;

import io.github.selftest.api.Status;

/**
 * The minutes or the hours of a check, each in 64 bits, in a ring that grows with the
 * time that has passed up to its limit. A slot belongs to a time of day, so what was not
 * counted is a gap. Not safe for use by several threads.
 */
final class Tier {

	private static final int FIRST_SIZE = 16;

	private final Resolution resolution;

	private long[] slots = new long[0];

	/** The number of the newest slot, counted from 1970. */
	private long newest;

	/** The slots from the oldest to the newest one, gaps included. */
	private int used;

	private final PackedSlot open = new PackedSlot();

	Tier(Resolution resolution) {
		this.resolution = resolution;
	}

	Resolution resolution() {
		return this.resolution;
	}

	/**
	 * Count a run.
	 * @param at when it started
	 * @param status its status
	 * @param leftOut the runs before it that were left out after failures
	 * @param alternates whether it passed after a failure, or failed after a pass
	 * @param millis the time that it took
	 * @param limit the slots that may be kept
	 */
	void count(Instant at, Status status, int leftOut, boolean alternates, double millis, int limit) {
		moveTo(this.resolution.numberOf(at), limit);
		this.open.count(status, leftOut, alternates, millis);
		this.slots[index(this.newest)] = this.open.pack();
	}

	private void moveTo(long number, int limit) {
		// a clock that is set back by a little is no reason to lose a slot
		if (this.used > 0 && (number == this.newest || number == this.newest - 1)) {
			return;
		}
		if (this.used == 0 || number <= this.newest - this.used || number >= this.newest + limit) {
			beginAt(number, limit);
		}
		else if (number < this.newest) {
			goBackTo(number);
		}
		else {
			goOnTo(number, limit);
		}
	}

	private void beginAt(long number, int limit) {
		Arrays.fill(this.slots, 0);
		this.used = 1;
		this.newest = number;
		makeRoom(limit);
		this.open.clear();
	}

	/**
	 * What was counted in a time that has yet to come is not to be believed.
	 */
	private void goBackTo(long number) {
		for (long later = this.newest; later > number; later--) {
			this.slots[index(later)] = 0;
		}
		this.used -= (int) (this.newest - number);
		this.newest = number;
		this.open.unpack(this.slots[index(number)]);
	}

	private void goOnTo(long number, int limit) {
		long before = this.newest;
		resizeFor((int) Math.min(limit, this.used + number - before), limit);
		for (long later = before + 1; later <= number; later++) {
			this.slots[index(later)] = 0;
		}
		this.used = (int) Math.min(this.slots.length, this.used + number - before);
		this.newest = number;
		this.open.clear();
	}

	private void makeRoom(int limit) {
		resizeFor(this.used, limit);
	}

	private void resizeFor(int wanted, int limit) {
		if (wanted > this.slots.length || this.slots.length > limit) {
			int size = Math.max(FIRST_SIZE, Integer.highestOneBit(Math.max(1, wanted - 1)) << 1);
			resize(Math.min(limit, size));
		}
	}

	private void resize(int size) {
		long[] before = this.slots;
		long[] after = new long[size];
		this.used = Math.min(this.used, size);
		for (long number = this.newest - this.used + 1; before.length > 0 && number <= this.newest; number++) {
			after[(int) Math.floorMod(number, (long) size)] = before[(int) Math.floorMod(number, (long) before.length)];
		}
		this.slots = after;
	}

	/**
	 * Forget the oldest slots beyond a limit.
	 * @param limit the slots that may be kept
	 */
	void shrinkTo(int limit) {
		if (this.slots.length > limit) {
			resize(limit);
		}
	}

	/**
	 * Take in what was counted before, in another process.
	 * @param saved the slots
	 * @param now the time of day, after which nothing can have been counted
	 * @param limit the slots that may be kept
	 */
	void restore(Copy saved, Instant now, int limit) {
		Copy own = copy();
		long latest = this.resolution.numberOf(now);
		long last = Math.min(latest, saved.first() + saved.slots().length - 1);
		this.used = 0;
		for (long number = Math.max(saved.first(), latest - limit + 1); number <= last; number++) {
			put(number, saved.at(number), limit);
		}
		for (long number = own.first(); number < own.first() + own.slots().length; number++) {
			put(number, own.at(number), limit);
		}
	}

	private void put(long number, long packed, int limit) {
		if (packed == 0) {
			return;
		}
		if (this.used > 0 && number <= this.newest && number > this.newest - this.used) {
			add(number, packed);
			return;
		}
		moveTo(number, limit);
		this.open.add(packed);
		this.slots[index(this.newest)] = this.open.pack();
	}

	private void add(long number, long packed) {
		PackedSlot slot = (number == this.newest) ? this.open : new PackedSlot();
		slot.unpack(this.slots[index(number)]);
		slot.add(packed);
		this.slots[index(number)] = slot.pack();
	}

	Copy copy() {
		long first = this.newest - this.used + 1;
		long[] slots = new long[this.used];
		for (int i = 0; i < slots.length; i++) {
			slots[i] = this.slots[index(first + i)];
		}
		return new Copy(this.resolution, first, slots);
	}

	int bytes() {
		return this.slots.length * PackedSlot.BYTES;
	}

	private int index(long number) {
		return (int) Math.floorMod(number, (long) this.slots.length);
	}

	/**
	 * The slots at one moment.
	 *
	 * @param resolution their resolution
	 * @param first the number of the oldest one
	 * @param slots the slots, the oldest first
	 */
	@SuppressWarnings("ArrayRecordComponent") // nobody compares it or changes it
	record Copy(Resolution resolution, long first, long[] slots) {

		long at(long number) {
			long index = number - this.first;
			return (index >= 0 && index < this.slots.length) ? this.slots[(int) index] : 0;
		}

		boolean isEmpty() {
			return this.slots.length == 0;
		}

		HistorySlot slot(long number) {
			PackedSlot slot = new PackedSlot();
			slot.unpack(at(number));
			return slot.at(this.resolution.startOf(number));
		}

	}

}
