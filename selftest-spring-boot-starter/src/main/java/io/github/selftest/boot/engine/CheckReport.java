package io.github.selftest.boot.engine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * How a check stands, as one of its groups sees it. Immutable.
 *
 * @param definition the definition as it is in force
 * @param status the status that counts: damped in a damped group, inconclusive when stale
 * @param rawStatus the status of the latest result, inconclusive when stale
 * @param stale whether the latest result is too old to be evidence
 * @param latest the latest run that counts, {@code null} before the first one
 * @param explanation the finding that explains the status, {@code null} when it passes
 * @param since when the status began, {@code null} before the first run
 * @param lastPass when the check passed the last time, {@code null} if it never did
 * @param consecutiveFailures the failed runs since the last one that passed
 * @param running whether a run is under way
 * @param nextRun when the next scheduled run is planned, {@code null} without a schedule
 * @param mute the mute by which it does not count, {@code null} if it does
 */
public record CheckReport(CheckDefinition definition, Status status, Status rawStatus, boolean stale,
		@Nullable CompletedRun latest, @Nullable Finding explanation, @Nullable Instant since,
		@Nullable Instant lastPass, int consecutiveFailures, boolean running, @Nullable Instant nextRun,
		@Nullable Mute mute) {

	/** The rule by which checks of any kind say that they have seen too little yet. */
	private static final String FEW_SAMPLES = ".few-samples";

	/**
	 * Create the report of a check that is not muted.
	 * @param definition the definition as it is in force
	 * @param status the status that counts
	 * @param rawStatus the status of the latest result
	 * @param stale whether the latest result is too old to be evidence
	 * @param latest the latest run that counts
	 * @param explanation the finding that explains the status
	 * @param since when the status began
	 * @param lastPass when the check passed the last time
	 * @param consecutiveFailures the failed runs since the last one that passed
	 * @param running whether a run is under way
	 * @param nextRun when the next scheduled run is planned
	 */
	public CheckReport(CheckDefinition definition, Status status, Status rawStatus, boolean stale,
			@Nullable CompletedRun latest, @Nullable Finding explanation, @Nullable Instant since,
			@Nullable Instant lastPass, int consecutiveFailures, boolean running, @Nullable Instant nextRun) {
		this(definition, status, rawStatus, stale, latest, explanation, since, lastPass, consecutiveFailures, running,
				nextRun, null);
	}

	public String id() {
		return this.definition.id();
	}

	/**
	 * Return whether the check does not know as it has seen too little yet, and for no
	 * other reason. That is no trouble; it passes by itself.
	 * @return whether it only waits
	 */
	public boolean isWaiting() {
		CompletedRun run = this.latest;
		return this.status == Status.INCONCLUSIVE && !this.stale && run != null
				&& run.result().status() == Status.INCONCLUSIVE
				&& run.result()
					.findings()
					.stream()
					.filter((finding) -> finding.status() == Status.INCONCLUSIVE)
					.allMatch((finding) -> finding.code().endsWith(FEW_SAMPLES));
	}

}
