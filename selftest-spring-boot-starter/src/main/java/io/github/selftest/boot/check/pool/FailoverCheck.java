package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.pool.ProbeThread.Outcome;

/**
 * Rehearses the loss of a pooler with connections of its own, two at most: one through
 * the pooler is cut, one straight to the database takes over within a limit, and the
 * pooler is gone back to. Nobody else notices.
 */
final class FailoverCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(FailoverCheck.class);

	private final CheckDefinition definition;

	private final TargetProbe pooler;

	private final TargetProbe direct;

	private final PoolCheckProperties properties;

	private final LongSupplier nanoTime;

	private final ProbeThread thread;

	FailoverCheck(TargetProbe pooler, TargetProbe direct, PoolCheckProperties properties, LongSupplier nanoTime) {
		this.definition = CheckDefinition.builder("poolFailover")
			.title("Rehearsal: from pooler '%s' to '%s' and back".formatted(pooler.name(), direct.name()))
			.kind("pool")
			.groups(Groups.DEEP)
			.severity(Severity.DEGRADING)
			.deadline(properties.deadline().plus(properties.failoverLimit()))
			.build();
		this.pooler = pooler;
		this.direct = direct;
		this.properties = properties;
		this.nanoTime = nanoTime;
		this.thread = new ProbeThread("rehearsal", nanoTime);
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	void stop() {
		this.thread.stop();
	}

	@Override
	public CheckResult run(CheckContext context) throws InterruptedException {
		Rehearsal rehearsal = new Rehearsal();
		long patience = context.remaining().minusMillis(300).toNanos();
		Outcome<Boolean> outcome = this.thread.call(() -> play(rehearsal), patience, () -> false);
		if (outcome.thrown() instanceof Error error) {
			throw error;
		}
		Finding failed = failure(rehearsal, outcome);
		if (failed != null) {
			return CheckResult.of(failed);
		}
		Duration gap = Duration.ofNanos(rehearsal.gap);
		boolean inTime = gap.compareTo(this.properties.failoverLimit()) <= 0;
		Finding finding = Finding.of(inTime ? Status.PASS : Status.FAIL, "pool.failover",
				"Without pooler '%s' database '%s' took over after %d ms, and the pooler was gone back to"
					.formatted(this.pooler.name(), this.direct.name(), gap.toMillis()));
		return CheckResult.of(
				List.of(finding.withValues(gap.toMillis() + " ms",
						"at most " + this.properties.failoverLimit().toMillis() + " ms")),
				List.of(Measurement.of("withoutService", gap)
					.withLimit((double) this.properties.failoverLimit().toMillis()),
						Measurement.of("backTime", Duration.ofNanos(rehearsal.back))));
	}

	private boolean play(Rehearsal rehearsal) throws SQLException {
		Duration patience = this.properties.borrowTimeout();
		try (Connection first = this.pooler.open(patience)) {
			this.pooler.interview().ask(first, 0);
			rehearsal.step = Step.DIRECT;
			first.abort(Runnable::run);
			long cut = this.nanoTime.getAsLong();
			try (Connection second = this.direct.open(patience)) {
				this.direct.interview().ask(second, 0);
				rehearsal.gap = this.nanoTime.getAsLong() - cut;
				rehearsal.step = Step.BACK;
				long back = this.nanoTime.getAsLong();
				// the first one is closed, so these are two
				try (Connection third = this.pooler.open(patience)) {
					this.pooler.interview().ask(third, 0);
				}
				rehearsal.back = this.nanoTime.getAsLong() - back;
				rehearsal.step = Step.DONE;
			}
		}
		return true;
	}

	private @Nullable Finding failure(Rehearsal rehearsal, Outcome<Boolean> outcome) {
		if (rehearsal.step == Step.DONE) {
			return null;
		}
		Throwable thrown = outcome.thrown();
		SqlFailure failure = (thrown != null) ? SqlFailure.of(thrown) : SqlFailure.HANGS;
		TargetProbe at = (rehearsal.step == Step.DIRECT) ? this.direct : this.pooler;
		logger.warn("The rehearsal of a switch from {} to {} failed", this.pooler.subject(), this.direct.subject(),
				thrown);
		Finding finding = failure.finding(at.subject(), thrown);
		if (rehearsal.step == Step.POOLER) {
			return Finding
				.inconclusive("pool.failover-not-rehearsed",
						finding.message() + ", so there was nothing to switch from")
				.withRemedy("Start the pooler, and see check 'poolTargets'");
		}
		return Finding
			.fail("pool.failover",
					finding.message() + ((rehearsal.step == Step.DIRECT)
							? ", so nothing takes over when the pooler is gone" : ", so it was not gone back to"))
			.withValues((finding.observed() != null) ? finding.observed() : "nothing", "a connection that answers")
			.withRemedy((finding.remedy() != null) ? finding.remedy() : "See the log");
	}

	/**
	 * What is being tried.
	 */
	private enum Step {

		POOLER, DIRECT, BACK, DONE

	}

	/**
	 * How far a rehearsal has come. Written by the thread that plays it.
	 */
	private static final class Rehearsal {

		private volatile Step step = Step.POOLER;

		private volatile long gap;

		private volatile long back;

	}

}
