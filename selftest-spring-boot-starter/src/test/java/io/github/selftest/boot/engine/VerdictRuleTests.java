package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

import static io.github.selftest.api.Severity.CRITICAL;
import static io.github.selftest.api.Severity.DEGRADING;
import static io.github.selftest.api.Severity.INFO;
import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

class VerdictRuleTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final List<CheckReport> reports = new ArrayList<>();

	private @Nullable Double requiredPassRatio;

	@Test
	void aGroupWithoutChecksIsInconclusiveAndSaysSo() {
		Verdict verdict = judge();
		assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
		assertThat(verdict.reason()).isEqualTo("group 'smoke' has no checks");
		assertThat(verdict.score()).isZero();
	}

	@Test
	void aGroupOfWhichNoneHasRunIsInconclusiveAndSaysSo() {
		neverRan("a", CRITICAL);
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
		assertThat(judge().reason()).isEqualTo("no check of group 'smoke' has run yet");
		assertThat(new VerdictRule(group(), this.reports).judge(false, NOW, null).reason())
			.isEqualTo("no check of group 'smoke' has run yet: the application is starting");
	}

	@Test
	void informativeChecksNeverCount() {
		ran("a", INFO, FAIL);
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
		assertThat(judge().reason()).isEqualTo("group 'smoke' has no check that counts");
		ran("b", CRITICAL, PASS);
		assertThat(judge().status()).isEqualTo(PASS);
		assertThat(judge().failed()).isEmpty();
		assertThat(judge().counting()).isEqualTo(1);
	}

	@Test
	void aCriticalFailureFailsBeforeAllElse() {
		ran("a", CRITICAL, INCONCLUSIVE);
		ran("b", DEGRADING, FAIL);
		ran("c", CRITICAL, FAIL);
		ran("d", CRITICAL, WARN);
		Verdict verdict = judge();
		assertThat(verdict.status()).isEqualTo(FAIL);
		assertThat(verdict.failed()).containsExactly("c", "b");
		assertThat(verdict.warned()).containsExactly("d");
		assertThat(verdict.inconclusive()).containsExactly("a");
		assertThat(verdict.reason()).isEqualTo("c: it is so (observed 500, expected 200)");
		assertThat(verdict.score()).isEqualTo(0.25);
	}

	@Test
	void aCriticalUnknownComesBeforeWarnings() {
		ran("a", DEGRADING, FAIL);
		ran("b", CRITICAL, INCONCLUSIVE);
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
		assertThat(judge().reason()).startsWith("b: ");
	}

	@Test
	void aDegradingFailureOrAnyWarningWarns() {
		ran("a", CRITICAL, PASS);
		ran("b", DEGRADING, FAIL);
		assertThat(judge().status()).isEqualTo(WARN);
		assertThat(judge().reason()).startsWith("b: ");
		this.reports.remove(1);
		ran("c", CRITICAL, WARN);
		assertThat(judge().status()).isEqualTo(WARN);
		assertThat(judge().reason()).startsWith("c: ");
	}

	@Test
	void aDegradingUnknownIsListedAndNotCounted() {
		ran("a", CRITICAL, PASS);
		ran("b", DEGRADING, INCONCLUSIVE);
		assertThat(judge().status()).isEqualTo(PASS);
		assertThat(judge().inconclusive()).containsExactly("b");
		assertThat(judge().counting()).isEqualTo(1);
	}

	@Test
	void aCriticalCheckThatNeverRanMakesTheGroupInconclusive() {
		ran("a", CRITICAL, PASS);
		neverRan("b", CRITICAL);
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void aSkippedCheckDoesNotCountWhenItsPrerequisiteCounts() {
		ran("database", DEGRADING, FAIL);
		skipped("orders", "database");
		skipped("refunds", "orders");
		Verdict verdict = judge();
		assertThat(verdict.status()).isEqualTo(WARN);
		assertThat(verdict.counting()).isEqualTo(1);
		assertThat(verdict.inconclusive()).containsExactly("orders", "refunds");
	}

	@Test
	void aSkippedCheckCountsWhenItsPrerequisiteDoesNot() {
		ran("database", INFO, FAIL);
		ran("other", CRITICAL, PASS);
		skipped("orders", "database");
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void theReasonNamesTheCauseBeforeWhatWasSkippedForIt() {
		skipped("orders", "database");
		ran("database", INFO, FAIL);
		ran("clock", CRITICAL, INCONCLUSIVE);
		assertThat(judge().reason()).startsWith("clock: ");
	}

	@Test
	void aRequiredPassRatioReplacesTheFirstRule() {
		this.requiredPassRatio = 0.75;
		ran("a", CRITICAL, PASS);
		ran("b", CRITICAL, PASS);
		ran("c", CRITICAL, WARN);
		ran("d", CRITICAL, FAIL);
		assertThat(judge().status()).isEqualTo(WARN);
		ran("e", CRITICAL, FAIL);
		assertThat(judge().status()).isEqualTo(FAIL);
		assertThat(judge().reason()).startsWith("d: ");
	}

	@Test
	void aRequiredPassRatioOfUnknownsIsInconclusive() {
		this.requiredPassRatio = 0.5;
		ran("a", CRITICAL, INCONCLUSIVE);
		assertThat(judge().status()).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void theAgeIsThatOfTheOldestCountingResult() {
		ran("a", CRITICAL, PASS, 5_000_000_000L);
		ran("b", CRITICAL, PASS, 2_000_000_000L);
		ran("c", INFO, PASS, 1_000_000_000L);
		assertThat(judge().ageSeconds(6_000_000_000L)).isEqualTo(4);
	}

	private Verdict judge() {
		return new VerdictRule(group(), this.reports).judge(true, NOW, null);
	}

	private GroupPlan group() {
		return new GroupPlan("smoke", null, Duration.ofMinutes(2), Set.of(), this.requiredPassRatio, 1, 1, true);
	}

	private void neverRan(String id, Severity severity) {
		this.reports.add(new CheckReport(CheckDefinition.builder(id).severity(severity).build(), INCONCLUSIVE,
				INCONCLUSIVE, false, null, null, null, null, 0, false, null));
	}

	private void ran(String id, Severity severity, Status status) {
		ran(id, severity, status, 0);
	}

	private void ran(String id, Severity severity, Status status, long finished) {
		report(CheckDefinition.builder(id).severity(severity),
				Finding.of(status, "custom.seen", "it is so").withValues(500, 200), finished);
	}

	private void skipped(String id, String prerequisite) {
		report(CheckDefinition.builder(id).after(prerequisite), Finding.inconclusive("engine.skipped", "skipped"), 0);
	}

	private void report(CheckDefinition.Builder definition, Finding finding, long finished) {
		CompletedRun run = new CompletedRun(NOW, Duration.ofMillis(5), finished, CheckResult.of(finding));
		this.reports.add(new CheckReport(definition.build(), finding.status(), finding.status(), false, run, finding,
				NOW, null, 0, false, null));
	}

}
