package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Makes the past of a check for tests of those who show it.
 */
public final class StagedHistory {

	private StagedHistory() {
	}

	/**
	 * Make a past.
	 * @param check the id of the check
	 * @param runs the runs, the latest first
	 * @param interval the time between two of them
	 * @param starts the starts of the service
	 * @param now the present
	 * @return the past
	 */
	public static CheckHistory of(String check, List<RunRecord> runs, @Nullable Duration interval,
			List<HistoryMark> starts, Instant now) {
		History history = new History();
		for (int i = runs.size() - 1; i >= 0; i--) {
			RunRecord run = runs.get(i);
			long nanos = Duration.between(now, run.startedAt()).toNanos();
			history.add(run, nanos, interval, 0, Budget.forChecks(1));
		}
		Marks marks = new Marks();
		starts.forEach(marks::add);
		return new CheckHistory(check, history, interval, marks, now);
	}

}
