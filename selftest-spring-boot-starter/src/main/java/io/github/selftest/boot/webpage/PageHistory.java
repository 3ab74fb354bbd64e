package io.github.selftest.boot.webpage;

import java.util.List;
import java.util.function.Predicate;

import io.github.selftest.api.StateChanged;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.RunRecord;

/**
 * All that the page knows of the past, and the only place where it asks for it.
 */
final class PageHistory {

	private final Engine engine;

	private final PageRecorder recorder;

	PageHistory(Engine engine, PageRecorder recorder) {
		this.engine = engine;
		this.recorder = recorder;
	}

	/**
	 * Return a number that changes whenever something has happened.
	 * @return the number
	 */
	long version() {
		return this.recorder.version();
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
	 * Return what has changed.
	 * @param wanted which changes are wanted
	 * @param limit the most to return
	 * @return the changes, the latest one first
	 */
	List<StateChanged> changes(Predicate<StateChanged> wanted, int limit) {
		return this.recorder.changes().stream().filter(wanted).limit(limit).toList();
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
