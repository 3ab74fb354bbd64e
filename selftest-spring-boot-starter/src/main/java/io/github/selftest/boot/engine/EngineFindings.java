package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Locale;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * What the engine itself says of a run.
 */
final class EngineFindings {

	static final String SKIPPED = "engine.skipped";

	private static final int MAX_ASSERTION = 300;

	private EngineFindings() {
	}

	static Finding timedOut(PlannedCheck check, Duration limit) {
		return Finding.fail("engine.timed-out", "Check '%s' overran its deadline".formatted(check.id()))
			.withValues("more than " + seconds(limit), "at most " + seconds(limit))
			.withRemedy("Find out what it waits for, or raise 'selftest.checks.%s.deadline'".formatted(check.id()));
	}

	static Finding stuck(PlannedCheck check, Duration limit) {
		return Finding.fail("engine.stuck", "Check '%s' ignores its interrupt".formatted(check.id()))
			.withValues("still running", "an end within " + seconds(limit))
			.withRemedy("Look for thread 'selftest-*' in a thread dump; pass 'remaining()' on to what it waits for");
	}

	static Finding threw(PlannedCheck check, String where, Throwable ex) {
		String name = ex.getClass().getName();
		if (check.builtIn() || ex instanceof LinkageError) {
			return Finding
				.inconclusive("engine.check-error", "%s '%s' failed with %s".formatted(where, check.id(), name))
				.withRemedy("See the log; this is no statement about the service");
		}
		if (ex instanceof AssertionError && ex.getMessage() != null) {
			return Finding.fail("engine.threw", singleLine(ex.getMessage()));
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

	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
	}

	private static String singleLine(String text) {
		String line = text.strip().replaceAll("\\s+", " ");
		return (line.length() <= MAX_ASSERTION) ? line : line.substring(0, MAX_ASSERTION - 1) + "\u2026";
	}

}
