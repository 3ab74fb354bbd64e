package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * What the engine remembers of a group: its verdict until something changes, the run
 * under way, and who waits. The verdict is read without a lock; all else is guarded by
 * the lock of the engine.
 */
final class GroupState implements Announced {

	private final GroupPlan plan;

	private final AtomicLong version = new AtomicLong();

	private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

	private final Callers<Verdict> callers = new Callers<>();

	private final Callers<Verdict> waiters = new Callers<>();

	private boolean running;

	private long deadlineNanos;

	/** Counts the runs, so that one that was abandoned ends no other. */
	private long runs;

	private @Nullable Verdict lastAnswer;

	private long lastAnswerNanos;

	/** Whether its status may have changed since it was last announced. */
	private boolean news = true;

	/** When a result becomes stale that the announced status rests on. */
	private @Nullable Long staleNanos;

	private @Nullable Status announced;

	private boolean silent;

	GroupState(GroupPlan plan) {
		this.plan = plan;
	}

	GroupPlan plan() {
		return this.plan;
	}

	/**
	 * Say that something of its checks has changed that its status may depend on.
	 */
	void touch() {
		this.version.incrementAndGet();
		this.news = true;
	}

	/**
	 * Say that one of its checks has found again what it had found before, so that no
	 * status depends on it.
	 * @param staleNanos the monotonic time at which this becomes stale, {@code null} if
	 * it doesn't
	 */
	void confirm(@Nullable Long staleNanos) {
		this.version.incrementAndGet();
		if (this.plan.interval() != null) {
			this.staleNanos = Verdicts.earlier(this.staleNanos, staleNanos);
		}
	}

	/**
	 * Return the verdict; the same instance until something has changed.
	 * @param nanoTime the monotonic time now
	 * @param judge judges the group anew
	 * @return the verdict
	 */
	Verdict verdict(long nanoTime, Supplier<Verdict> judge) {
		Known known = this.known.get();
		long version = this.version.get();
		while (known == null || known.version() != version || isOver(known.verdict().validUntilNanos(), nanoTime)) {
			Verdict verdict = judge.get();
			if (known != null && known.verdict().status() == verdict.status()) {
				verdict = withSince(verdict, known.verdict().since());
			}
			if (this.known.compareAndSet(known, new Known(version, verdict))) {
				return verdict;
			}
			// another thread was faster, and its verdict may be as good
			known = this.known.get();
			version = this.version.get();
		}
		return known.verdict();
	}

	private static boolean isOver(@Nullable Long nanos, long nanoTime) {
		return nanos != null && nanoTime - nanos > 0;
	}

	private static Verdict withSince(Verdict verdict, Instant since) {
		return new Verdict(verdict.group(), verdict.status(), verdict.rawStatus(), verdict.reason(), verdict.failed(),
				verdict.warned(), verdict.inconclusive(), verdict.passing(), verdict.counting(), verdict.oldestNanos(),
				verdict.validUntilNanos(), since, verdict.checks(), verdict.muted(), verdict.mute());
	}

	boolean isRunning() {
		return this.running;
	}

	/**
	 * Begin a run.
	 * @param deadlineNanos the monotonic time at which it ends at the latest
	 * @return its number
	 */
	long begin(long deadlineNanos) {
		this.running = true;
		this.deadlineNanos = deadlineNanos;
		return ++this.runs;
	}

	/**
	 * Return the time that the run under way has left.
	 * @param nanoTime the monotonic time now
	 * @return the nanoseconds, 0 or less when it is over
	 */
	long nanosLeft(long nanoTime) {
		return this.running ? this.deadlineNanos - nanoTime : Long.MAX_VALUE;
	}

	boolean isRunning(long run) {
		return this.running && this.runs == run;
	}

	/**
	 * End the run under way.
	 * @param verdict its answer
	 * @param nanoTime the monotonic time now
	 */
	void end(Verdict verdict, long nanoTime) {
		this.running = false;
		this.lastAnswer = verdict;
		this.lastAnswerNanos = nanoTime;
	}

	/**
	 * Forget the run under way without an answer.
	 */
	void abandon() {
		this.running = false;
		this.lastAnswer = null;
	}

	/**
	 * Return the answer of the last run if that was a short time ago.
	 * @param within how short
	 * @param nanoTime the monotonic time now
	 * @return the answer, or {@code null}
	 */
	@Nullable Verdict answerOfLast(Duration within, long nanoTime) {
		boolean recent = this.lastAnswer != null && nanoTime - this.lastAnswerNanos < Spans.nanos(within);
		return recent ? this.lastAnswer : null;
	}

	/**
	 * Return who waits for the end of the run under way.
	 * @return the callers
	 */
	Callers<Verdict> callers() {
		return this.callers;
	}

	/**
	 * Return who waits for a conclusive verdict.
	 * @return the callers
	 */
	Callers<Verdict> waiters() {
		return this.waiters;
	}

	/**
	 * Return whether there may be something to announce.
	 * @param nanoTime the monotonic time now
	 * @return whether its status may have changed since it was last looked at
	 */
	boolean hasNews(long nanoTime) {
		return this.news || isOver(this.staleNanos, nanoTime);
	}

	/**
	 * Say that a verdict was looked at for what there is to announce.
	 * @param verdict the verdict
	 */
	void looked(Verdict verdict) {
		this.news = false;
		this.staleNanos = verdict.validUntilNanos();
	}

	@Override
	public @Nullable Status announced() {
		return this.announced;
	}

	@Override
	public void announced(Status status) {
		this.announced = status;
	}

	@Override
	public boolean isSilent() {
		return this.silent;
	}

	@Override
	public void silent(boolean silent) {
		this.silent = silent;
	}

	/**
	 * A verdict and the state of the checks that it was made from.
	 *
	 * @param version counts the changes
	 * @param verdict the verdict
	 */
	private record Known(long version, Verdict verdict) {

	}

}
