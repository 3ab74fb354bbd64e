package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the past of a check: its runs, its minutes and hours, and what follows
 * from them, which is computed when it is asked for. Spans end at the moment at which the
 * history was asked for; what has happened since may be in them. Safe for use by several
 * threads.
 */
public final class CheckHistory {

	private static final Duration FLAKINESS_SPAN = Duration.ofDays(1);

	/** An incident has two; more are several incidents, or a check that cannot decide. */
	private static final int FLAKY = 4;

	private final String check;

	private final History history;

	private final @Nullable Duration interval;

	private final Marks marks;

	private final Instant now;

	CheckHistory(String check, History history, @Nullable Duration interval, Marks marks, Instant now) {
		this.check = check;
		this.history = history;
		this.interval = interval;
		this.marks = marks;
		this.now = now;
	}

	/**
	 * Return the runs that are kept: those of the last hour as far as the memory holds,
	 * and failed ones longer than others.
	 * @return the runs, the latest first
	 */
	public List<RunRecord> runs() {
		return this.history.latestFirst();
	}

	/**
	 * Return the minutes of a day or the hours of thirty days, as far as the memory
	 * holds. Their first start says how far back they reach.
	 * @param resolution the resolution
	 * @return the slots up to now without a hole, gaps included, the oldest first; empty
	 * before the first run
	 */
	public List<HistorySlot> slots(Resolution resolution) {
		return slots(this.history.copy(resolution), this.now.minus(resolution.span()));
	}

	/**
	 * Return the minutes or the hours of a span that ends now, as far as the memory
	 * holds.
	 * @param resolution the resolution
	 * @param span the span
	 * @return the slots up to now without a hole, gaps included, the oldest first; empty
	 * before the first run
	 */
	public List<HistorySlot> slots(Resolution resolution, Duration span) {
		return slots(this.history.copy(resolution), this.now.minus(span));
	}

	private List<HistorySlot> slots(Tier.Copy tier, Instant after) {
		List<HistorySlot> slots = new ArrayList<>();
		if (!tier.isEmpty()) {
			Resolution resolution = tier.resolution();
			long last = resolution.numberOf(this.now);
			for (long n = Math.max(tier.first(), resolution.numberOf(after) + 1); n <= last; n++) {
				slots.add(tier.slot(n));
			}
		}
		return slots;
	}

	/**
	 * Return how the check did in a span that ends now. It is made of minutes as far as
	 * these reach back, else of hours.
	 * @param span the span, at most thirty days
	 * @return what happened in it
	 */
	public HistoryWindow window(Duration span) {
		return window(span, this.now.minus(span));
	}

	private HistoryWindow window(Duration span, Instant after) {
		Tier.Copy minutes = this.history.copy(Resolution.MINUTE);
		Tier.Copy hours = this.history.copy(Resolution.HOUR);
		boolean fine = !minutes.isEmpty()
				&& (!startsBefore(hours, minutes) || !after.plus(Resolution.MINUTE.length()).isBefore(start(minutes)));
		return sum(span, slots(fine ? minutes : hours, after));
	}

	private static boolean startsBefore(Tier.Copy hours, Tier.Copy minutes) {
		return !hours.isEmpty() && start(hours).plus(Resolution.HOUR.length()).isBefore(start(minutes));
	}

	private static Instant start(Tier.Copy tier) {
		return tier.resolution().startOf(tier.first());
	}

	private HistoryWindow sum(Duration span, List<HistorySlot> slots) {
		long passed = 0;
		long failed = 0;
		long inconclusive = 0;
		long alternations = 0;
		for (HistorySlot slot : slots) {
			passed += slot.passed() + slot.warned();
			failed += slot.failed();
			inconclusive += slot.inconclusive();
			alternations += slot.alternations();
		}
		Duration covered = slots.isEmpty() ? Duration.ZERO : Duration.between(slots.get(0).start(), this.now);
		long missing = Math.max(0, expected(covered) - passed - failed - inconclusive);
		return new HistoryWindow(span, covered, passed, failed, inconclusive, missing, alternations);
	}

	/**
	 * Return the runs that a span has at least if none is missing.
	 */
	private long expected(Duration span) {
		Instant first = this.history.first();
		if (this.interval == null || first == null) {
			return 0;
		}
		long known = Math.min(span.toMillis(), Duration.between(first, this.now).toMillis());
		return known / Math.max(1, this.interval.toMillis()) - 1;
	}

	/**
	 * Return how the check did in the last day, or since the service has its version if
	 * that is shorter.
	 * @return what happened in it; {@link HistoryWindow#alternations()} are those at the
	 * same version
	 */
	public HistoryWindow sameVersion() {
		Instant after = this.now.minus(FLAKINESS_SPAN);
		Instant since = this.marks.versionSince();
		after = (since != null && since.isAfter(after)) ? since.minus(Resolution.MINUTE.length()) : after;
		return window(Duration.between(after, this.now), after);
	}

	/**
	 * Return whether the check alternated between passing and failing at least four times
	 * in the last day at the same version.
	 * @return whether it is flaky
	 */
	public boolean isFlaky() {
		return sameVersion().alternations() >= FLAKY;
	}

	/**
	 * Return whether the check takes longer than it used to: by the hours of a week, or
	 * by the minutes of a day while there are too few.
	 * @return the trend
	 */
	public DurationTrend trend() {
		Tier.Copy hours = this.history.copy(Resolution.HOUR);
		DurationTrend trend = DurationTrend.of(slots(hours, this.now.minus(Duration.ofDays(7))));
		return (trend.direction() != DurationTrend.Direction.UNKNOWN) ? trend
				: DurationTrend.of(slots(Resolution.MINUTE));
	}

	/**
	 * Return when the check failed the last time, however long ago.
	 * @return the time, {@code null} when it never did: nobody knows whether it can
	 */
	public @Nullable Instant lastFailure() {
		return this.history.lastFailure();
	}

	/**
	 * Return when the check ran for the first time.
	 * @return the time, {@code null} before
	 */
	public @Nullable Instant firstRun() {
		return this.history.first();
	}

	/**
	 * Return the starts of the service and the changes of the damped state of the check.
	 * @return the latest ones, the latest first
	 */
	public List<HistoryMark> marks() {
		return this.marks.latestFirst()
			.stream()
			.filter((mark) -> mark.kind() == HistoryMark.Kind.START
					|| (mark.kind() == HistoryMark.Kind.CHECK && mark.name().equals(this.check)))
			.toList();
	}

}
