package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.stream.Stream;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Verdict;

/**
 * What a caller is told whose wait ended before the run did: nothing is known yet, and
 * what was known before is no answer.
 */
final class Running {

	static final String REASON = "running";

	private Running() {
	}

	static Verdict verdict(Verdict before, Stream<CheckReport> now) {
		List<String> running = now.filter(CheckReport::running).map(CheckReport::id).toList();
		return new Verdict(before.group(), Status.INCONCLUSIVE, Status.INCONCLUSIVE, REASON, List.of(), List.of(),
				running, 0, before.counting(), before.oldestNanos(), before.validUntilNanos(), before.since(),
				before.checks(), before.muted(), before.mute());
	}

	static CheckReport report(CheckReport before) {
		return new CheckReport(before.definition(), Status.INCONCLUSIVE, Status.INCONCLUSIVE, before.stale(),
				before.latest(), null, before.since(), before.lastPass(), before.consecutiveFailures(), true,
				before.nextRun(), before.mute());
	}

}
