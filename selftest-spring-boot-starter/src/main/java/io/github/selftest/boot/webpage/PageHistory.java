package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistorySlot;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Resolution;
import io.github.selftest.boot.engine.RunRecord;

/**
 * All that the page knows of the past, and the only place where it asks for it.
 */
final class PageHistory {

	private static final Duration HOUR = Duration.ofHours(1);

	private final Engine engine;

	private final PageRecorder recorder;

	PageHistory(Engine engine, PageRecorder recorder) {
		this.engine = engine;
		this.recorder = recorder;
	}

	/**
	 * Return a number that changes whenever something has happened, or something is muted
	 * or no longer so.
	 * @return the number
	 */
	long version() {
		return this.recorder.version() * 31 + this.engine.mutes().stream().map(Mute::id).toList().hashCode();
	}

	/**
	 * Return the recent runs of a check.
	 * @param check the id of the check
	 * @return the runs, the latest one first
	 */
	List<RunRecord> runs(String check) {
		return this.engine.history(check);
	}

	/**
	 * Return the minutes of the last hour of a check, which is all that a list of checks
	 * needs.
	 * @param check the id of the check
	 * @return the minutes, the oldest first
	 */
	List<HistorySlot> lastHour(String check) {
		CheckHistory past = past(check);
		return (past != null) ? past.slots(Resolution.MINUTE, HOUR) : List.of();
	}

	/**
	 * Return all of the past of a check.
	 * @param check the id of the check
	 * @return the past, {@code null} if nothing is known
	 */
	@Nullable CheckHistory past(String check) {
		return this.engine.historyOf(check).orElse(null);
	}

	/**
	 * Return the starts of the service and the changes of state.
	 * @param wanted which of them are wanted
	 * @param limit the most to return
	 * @return the marks, the latest one first
	 */
	List<HistoryMark> marks(Predicate<HistoryMark> wanted, int limit) {
		return this.engine.marks().stream().filter(wanted).limit(limit).toList();
	}

	/**
	 * Return the measurements of a check.
	 * @param check the id of the check
	 * @return the measurements, the most telling one first
	 */
	List<Series> measurements(String check) {
		return this.recorder.series(check);
	}

}
