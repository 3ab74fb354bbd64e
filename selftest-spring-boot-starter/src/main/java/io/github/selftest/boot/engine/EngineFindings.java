package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Status;

/**
 * What the engine itself says of a run.
 */
final class EngineFindings {

	private static final String SKIPPED = "engine.skipped";

	private static final int MAX_ASSERTION = 300;

	private EngineFindings() {
	}

	static Finding timedOut(PlannedCheck check, Duration limit) {
		return Finding.fail("engine.timed-out", "Check '%s' overran its deadline".formatted(check.id()))
			.withValues("more than " + seconds(limit), "at most " + seconds(limit))
			.withRemedy("Find out what it waits for, or raise 'selftest.checks.%s.deadline'".formatted(check.id()));
	}

	static Finding cleanUpTimedOut(PlannedCheck check, Duration limit) {
		return Finding.fail("engine.timed-out", "The clean-ups of check '%s' overran their time".formatted(check.id()))
			.withValues("more than " + seconds(limit), "at most " + seconds(limit))
			.withRemedy("Find out what they wait for");
	}

	static Finding stuck(PlannedCheck check, Duration limit) {
		return Finding.fail("engine.stuck", "Check '%s' ignores its interrupt".formatted(check.id()))
			.withValues("still running", "an end within " + seconds(limit))
			.withRemedy("Look for thread 'selftest-*' in a thread dump; pass 'remaining()' on to what it waits for");
	}

	/**
	 * Return what a check has found by throwing.
	 * @param check the check
	 * @param ex what it has thrown
	 * @return the finding
	 */
	static Finding of(PlannedCheck check, Throwable ex) {
		Finding finding = (ex instanceof FindingError error) ? findingOf(error) : null;
		return (finding != null) ? finding : threw(check, "Check", ex);
	}

	@SuppressWarnings("NullAway") // one that was serialised has lost it
	private static @Nullable Finding findingOf(FindingError error) {
		return error.finding();
	}

	static Finding threw(PlannedCheck check, String where, Throwable ex) {
		String name = ex.getClass().getName();
		if (check.builtIn() || ex instanceof LinkageError) {
			return Finding
				.inconclusive("engine.check-error", "%s '%s' failed with %s".formatted(where, check.id(), name))
				.withRemedy("See the log; this is no statement about the service");
		}
		String message = (ex instanceof AssertionError) ? Foreign.message(ex) : null;
		if (message != null && !message.isBlank()) {
			return Finding.fail("engine.threw", singleLine(message));
		}
		return Finding.fail("engine.threw", "%s '%s' threw %s".formatted(where, check.id(), name))
			.withValues(ex.getClass().getSimpleName(), "no exception")
			.withRemedy("See the log");
	}

	static Finding nothingReturned(PlannedCheck check) {
		String message = "Check '%s' returned null".formatted(check.id());
		if (check.builtIn()) {
			return Finding.inconclusive("engine.check-error", message);
		}
		return Finding.fail("engine.threw", message).withValues("null", "a result").withRemedy("Return a result");
	}

	static Finding nothingRecorded(PlannedCheck check) {
		return Finding
			.inconclusive("engine.not-run", "Check '%s' ended without having recorded anything".formatted(check.id()))
			.withRemedy("Record a finding or a measurement");
	}

	static Finding notRun(PlannedCheck check, String why) {
		return Finding.inconclusive("engine.not-run", "Check '%s' was not run: %s".formatted(check.id(), why));
	}

	static Finding starved(PlannedCheck check, int stuck) {
		return Finding
			.inconclusive("engine.starved", "Check '%s' was not run: all threads are held".formatted(check.id()))
			.withValues(stuck + " stuck checks", "fewer than " + PooledWorkers.ASIDE)
			.withRemedy("Mend the checks that 'engine.stuck' names, and restart the service");
	}

	static Finding skipped(PlannedCheck check, String prerequisite, Status status) {
		return Finding
			.inconclusive(SKIPPED, "Check '%s' was skipped as '%s' did not pass".formatted(check.id(), prerequisite))
			.withValues(status, Status.PASS);
	}

	static Finding skippedAsUnknown(PlannedCheck check, String prerequisite) {
		return Finding
			.inconclusive(SKIPPED,
					"Check '%s' was skipped as there is no check '%s'".formatted(check.id(), prerequisite))
			.withRemedy("Correct its prerequisites ('after')");
	}

	static Finding neverRan(PlannedCheck check, boolean scheduled) {
		return Finding.inconclusive("engine.not-run",
				"Check '%s' has not run yet%s".formatted(check.id(), scheduled ? "" : "; it runs on request"));
	}

	static Finding stale(PlannedCheck check, Duration limit) {
		return Finding.inconclusive("engine.not-run",
				"The last result of check '%s' is older than %s".formatted(check.id(), seconds(limit)));
	}

	static boolean isSkipped(@Nullable Finding finding) {
		return finding != null && SKIPPED.equals(finding.code());
	}

	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
	}

	private static String singleLine(String text) {
		String start = text.substring(0, Math.min(text.length(), 10 * MAX_ASSERTION));
		String line = start.strip().replaceAll("\\s+", " ");
		return (line.length() <= MAX_ASSERTION) ? line : line.substring(0, MAX_ASSERTION - 1) + "\u2026";
	}

}
