package io.github.selftest.boot.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * What is kept of the runs of a check: the latest ones, the words of those that did not
 * pass, which stay longer, and what happened in each minute and hour, as much as its
 * share of the memory holds. Safe for use by several threads; readers hold up a run for
 * no longer than a copy takes.
 */
final class History {

	private final RunRing runs = new RunRing();

	/** The runs that did not pass, with their words, the latest first. */
	private final Deque<RunRecord> told = new ArrayDeque<>();

	private int toldBytes;

	private final Tier minutes = new Tier(Resolution.MINUTE);

	private final Tier hours = new Tier(Resolution.HOUR);

	private @Nullable Instant first;

	private @Nullable Instant lastFailure;

	/** What the last run of this process found that could find out something. */
	private @Nullable Boolean passed;

	private @Nullable Long finishedNanos;

	/**
	 * Take in a run.
	 * @param run the run
	 * @param finishedNanos the monotonic time at its end
	 * @param interval the time between two scheduled runs, {@code null} without a
	 * schedule
	 * @param backOff by how much it was put off, 1 if it was not
	 * @param budget the memory that may be used
	 */
	synchronized void add(RunRecord run, long finishedNanos, @Nullable Duration interval, int backOff, Budget budget) {
		Status status = run.status();
		int leftOut = leftOut(finishedNanos, interval, backOff);
		boolean alternates = status.isConclusive() && this.passed != null && this.passed != status.isPassing();
		double millis = run.duration().toNanos() / 1e6;
		this.minutes.count(run.startedAt(), status, leftOut, alternates, millis, budget.slots(Resolution.MINUTE));
		this.hours.count(run.startedAt(), status, leftOut, alternates, millis, budget.slots(Resolution.HOUR));
		keep(run, budget);
		this.finishedNanos = finishedNanos;
		if (status.isConclusive()) {
			this.passed = status.isPassing();
		}
	}

	private int leftOut(long finishedNanos, @Nullable Duration interval, int backOff) {
		if (this.finishedNanos == null || interval == null) {
			return 0;
		}
		long intervals = Math.round((finishedNanos - this.finishedNanos) / (double) Math.max(1, Spans.nanos(interval)));
		return (int) Math.max(0, Math.min(intervals, backOff) - 1);
	}

	private void keep(RunRecord run, Budget budget) {
		this.runs.add(run.startedAt(), run.duration(), run.status(), budget.runs());
		this.first = (this.first != null) ? this.first : run.startedAt();
		this.lastFailure = (run.status() == Status.FAIL) ? run.startedAt() : this.lastFailure;
		if (run.status() != Status.PASS) {
			this.told.addFirst(run);
			this.toldBytes += Budget.weight(run);
			shrinkToldTo(budget.toldBytes());
		}
	}

	synchronized void shrinkTo(Budget budget) {
		this.runs.shrinkTo(budget.runs());
		this.minutes.shrinkTo(budget.slots(Resolution.MINUTE));
		this.hours.shrinkTo(budget.slots(Resolution.HOUR));
		shrinkToldTo(budget.toldBytes());
	}

	private void shrinkToldTo(int limit) {
		while (this.toldBytes > limit && this.told.size() > 1) {
			this.toldBytes -= Budget.weight(leastWanted());
		}
	}

	/**
	 * Remove the oldest run that is no failure, or the oldest failure.
	 */
	private RunRecord leastWanted() {
		for (Iterator<RunRecord> oldestFirst = this.told.descendingIterator(); oldestFirst.hasNext();) {
			RunRecord run = oldestFirst.next();
			if (run.status() != Status.FAIL) {
				oldestFirst.remove();
				return run;
			}
		}
		return this.told.removeLast();
	}

	/**
	 * Return the runs that are kept, failed ones longer than others.
	 * @return the runs, the latest first
	 */
	synchronized List<RunRecord> latestFirst() {
		List<RunRecord> all = new ArrayList<>(this.runs.size());
		Deque<RunRecord> told = new ArrayDeque<>(this.told);
		for (int age = 1; age <= this.runs.size(); age++) {
			RunRecord words = told.peekFirst();
			if (words != null && isRun(words, age)) {
				all.add(told.removeFirst());
			}
			else {
				all.add(new RunRecord(Instant.ofEpochMilli(this.runs.startMillis(age)), this.runs.duration(age),
						this.runs.status(age), ""));
			}
		}
		all.addAll(told);
		return Collections.unmodifiableList(all);
	}

	private boolean isRun(RunRecord words, int age) {
		return words.status() == this.runs.status(age)
				&& words.startedAt().toEpochMilli() == this.runs.startMillis(age);
	}

	synchronized Tier.Copy copy(Resolution resolution) {
		return tier(resolution).copy();
	}

	private Tier tier(Resolution resolution) {
		return (resolution == Resolution.MINUTE) ? this.minutes : this.hours;
	}

	synchronized @Nullable Instant first() {
		return this.first;
	}

	synchronized @Nullable Instant lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Return the memory that it takes, as far as it grows with the number of runs.
	 * @return the bytes
	 */
	synchronized int bytes() {
		return this.runs.bytes() + this.minutes.bytes() + this.hours.bytes() + this.toldBytes;
	}

	Saved save() {
		List<RunRecord> runs = latestFirst();
		synchronized (this) {
			return new Saved(this.first, this.lastFailure, runs, this.minutes.copy(), this.hours.copy());
		}
	}

	/**
	 * Take in what was known before, in another process. What is said to lie ahead is not
	 * believed.
	 * @param saved what was known
	 * @param now the time of day
	 * @param budget the memory that may be used
	 */
	synchronized void restore(Saved saved, Instant now, Budget budget) {
		this.minutes.restore(saved.minutes(), now, budget.slots(Resolution.MINUTE));
		this.hours.restore(saved.hours(), now, budget.slots(Resolution.HOUR));
		List<RunRecord> runs = new ArrayList<>(latestFirst());
		saved.runs().stream().filter((run) -> !run.startedAt().isAfter(now)).forEach(runs::add);
		Instant failure = this.lastFailure;
		Instant first = saved.first();
		this.runs.clear();
		this.told.clear();
		this.toldBytes = 0;
		for (int i = runs.size() - 1; i >= 0; i--) {
			keep(runs.get(i), budget);
		}
		this.first = (first != null && first.isBefore(now)) ? first : this.first;
		this.lastFailure = (failure != null) ? failure : saved.lastFailure();
	}

	/**
	 * The history of a check at one moment.
	 *
	 * @param first when it ran for the first time
	 * @param lastFailure when it failed the last time
	 * @param runs the runs, the latest first
	 * @param minutes the minutes
	 * @param hours the hours
	 */
	record Saved(@Nullable Instant first, @Nullable Instant lastFailure, List<RunRecord> runs, Tier.Copy minutes,
			Tier.Copy hours) {

		private static final int MOST_RUNS = 10_000;

		/**
		 * Return whether anything of it is younger than the longest span that is kept. A
		 * check that is gone is forgotten thereby.
		 */
		boolean isOfUse(Instant now) {
			return !this.runs.isEmpty() && this.runs.get(0).startedAt().isAfter(now.minus(Resolution.HOUR.span()));
		}

		void writeTo(DataOutput out) throws IOException {
			writeTime(out, this.first);
			writeTime(out, this.lastFailure);
			out.writeInt(this.runs.size());
			for (RunRecord run : this.runs) {
				writeTime(out, run.startedAt());
				out.writeLong(run.duration().toNanos());
				out.writeByte(StatusCode.of(run.status()));
				out.writeUTF(run.summary());
			}
			write(out, this.minutes);
			write(out, this.hours);
		}

		static Saved readFrom(DataInput in) throws IOException {
			Instant first = readTime(in);
			Instant lastFailure = readTime(in);
			int size = size(in, MOST_RUNS);
			List<RunRecord> runs = new ArrayList<>();
			for (int i = 0; i < size; i++) {
				Instant startedAt = readTime(in);
				Duration duration = Duration.ofNanos(Math.max(0, in.readLong()));
				Status status = StatusCode.status(in.readByte());
				String summary = in.readUTF();
				if (startedAt != null) {
					runs.add(new RunRecord(startedAt, duration, status, summary));
				}
			}
			return new Saved(first, lastFailure, runs, readTier(in, Resolution.MINUTE), readTier(in, Resolution.HOUR));
		}

		private static void write(DataOutput out, Tier.Copy tier) throws IOException {
			out.writeLong(tier.first());
			out.writeInt(tier.slots().length);
			for (long slot : tier.slots()) {
				out.writeLong(slot);
			}
		}

		private static Tier.Copy readTier(DataInput in, Resolution resolution) throws IOException {
			long first = in.readLong();
			if (Math.abs(first) > Integer.MAX_VALUE) {
				throw new IOException("the number " + first + " of a slot is out of range");
			}
			long[] slots = new long[size(in, resolution.slots())];
			for (int i = 0; i < slots.length; i++) {
				slots[i] = in.readLong();
			}
			return new Tier.Copy(resolution, first, slots);
		}

		static int size(DataInput in, int most) throws IOException {
			return size(in.readInt(), most);
		}

		private static int size(int size, int most) throws IOException {
			if (size < 0 || size > most) {
				throw new IOException("the number " + size + " is not within 0 and " + most);
			}
			return size;
		}

		static void writeTime(DataOutput out, @Nullable Instant time) throws IOException {
			out.writeLong((time != null) ? time.toEpochMilli() : Long.MIN_VALUE);
		}

		static @Nullable Instant readTime(DataInput in) throws IOException {
			long millis = in.readLong();
			return (millis != Long.MIN_VALUE) ? Instant.ofEpochMilli(millis) : null;
		}

	}

}
