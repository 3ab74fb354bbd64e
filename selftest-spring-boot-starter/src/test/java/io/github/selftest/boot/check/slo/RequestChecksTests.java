package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class RequestChecksTests {

	private static final long FAST = Duration.ofMillis(20).toNanos();

	private final ManualTime time = new ManualTime();

	private SloCheckProperties properties = SloRuns.properties(Map.of("selftest.check.slo.warm-up", "0s"));

	private SloEvidenceProperties evidence = SloRuns.evidence(Map.of());

	private Traffic traffic = new Traffic(this.properties, this.time);

	@Test
	void decideRolloutsOnlyInTheGroupOfRollouts() {
		for (Check check : checks().checks()) {
			boolean isCanary = check.definition().groups().contains("canary");
			assertThat(check.definition().groups()).hasSize(1);
			assertThat(check.definition().severity()).isEqualTo(isCanary ? Severity.CRITICAL : Severity.DEGRADING);
			assertThat(check.definition().kind()).isEqualTo("slo");
		}
	}

	@Test
	void areInconclusiveBelowThirtyRequestsAndPassFromThere() throws Exception {
		send(29, "/a", FAST, false);
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(run("sloSuccessRate").findings().get(0).message()).contains("29 seen", "1 more needed");
		assertThat(codes()).containsOnly("slo.few-samples");
		assertThat(run("sloLatency").status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(run("sloErrorBudget").status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(run("sloResponseTimes").status()).isEqualTo(Status.INCONCLUSIVE);
		send(1, "/a", FAST, false);

		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.PASS);
		assertThat(run("sloLatency").status()).isEqualTo(Status.PASS);
		assertThat(run("sloErrorBudget").status()).isEqualTo(Status.PASS);
		assertThat(run("sloResponseTimes").status()).isEqualTo(Status.PASS);
	}

	@Test
	void showTheFirstErrorOfAYoungPodAndDoNotFailForIt() throws Exception {
		send(1, "/a", FAST, true);
		CheckResult result = run("sloSuccessRate");

		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings().get(0)).extracting(Finding::code, Finding::message)
			.as("more than a matter of waiting")
			.containsExactly("slo.success-rate", "Requests of users: 1 seen in 0 s, 1 failed, 29 more needed to tell");
		assertThat(SloRuns.measurement(result, "errors")).isEqualTo(1);
		assertThat(SloRuns.measurement(result, "errorsSinceStart")).isEqualTo(1);
		assertThat(SloRuns.measurement(result, "successRate2m")).isZero();
	}

	@Test
	void failWithTheRouteThatFails() throws Exception {
		send(200, "/a", FAST, false);
		send(10, "/orders/{id}", FAST, true);
		CheckResult result = run("sloSuccessRate");

		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(result.findings().get(0).message()).contains("10 of 210 failed", "100 % of them on '/orders/{id}'");
		assertThat(result.findings().get(0).observed()).isEqualTo("success rate 0.9524");
		assertThat(result.findings().get(0).expected()).isEqualTo("at least 0.99");
		assertThat(result.measurements().get(0).name()).isEqualTo("successRate");
		assertThat(result.measurements().get(0).limit()).isEqualTo(0.99);
	}

	@Test
	void seeAtOnceWhatBeginsInAnOldPod() throws Exception {
		for (int second = 0; second < 1_800; second += 10) {
			send(200, "/a", FAST, false);
			this.time.advance(Duration.ofSeconds(10));
		}
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.PASS);
		send(160, "/a", FAST, false);
		send(80, "/a", FAST, true);
		this.time.advance(Duration.ofSeconds(10));
		CheckResult result = run("sloSuccessRate");

		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(SloRuns.measurement(result, "successRate")).isGreaterThan(0.99);
		assertThat(result.findings().get(0).message()).contains("80 of");
		for (int second = 0; second < 240; second += 10) {
			send(200, "/a", FAST, false);
			this.time.advance(Duration.ofSeconds(10));
		}
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.PASS);
	}

	@Test
	void wantAProofWhereTheyAreStrict() throws Exception {
		this.evidence = SloRuns.evidence(Map.of("selftest.slo.evidence", "proven-good"));
		send(200, "/a", FAST, false);
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(run("sloSuccessRate").findings().get(0).message()).contains("does not prove yet");
		assertThat(run("sloSuccessRate").findings().get(0).code()).isEqualTo("slo.few-samples");
		send(300, "/a", FAST, false);

		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.PASS);
	}

	@Test
	void tellFailuresAsMoreThanAMatterOfWaitingWhereTheyAreStrict() throws Exception {
		this.evidence = SloRuns.evidence(Map.of("selftest.slo.evidence", "proven-good"));
		send(200, "/a", FAST, false);
		send(1, "/a", FAST, true);
		CheckResult result = run("sloSuccessRate");

		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings().get(0)).extracting(Finding::code, Finding::message)
			.containsExactly("slo.success-rate",
					"Requests of users: 201 seen, 1 failed, which does not prove yet that the objective is kept");
	}

	@Test
	void sayThatTheyHaveSeenTooLittleAfterAJumpOfTheClockAndForgetNothingAfterOneBack() throws Exception {
		send(200, "/a", FAST, false);
		this.time.advance(Duration.ofHours(5));
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(codes()).containsOnly("slo.few-samples");
		send(200, "/a", FAST, false);
		send(50, "/a", FAST, true);
		this.time.advance(Duration.ofHours(-2));
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.INCONCLUSIVE);
		send(10, "/a", FAST, true);
		this.time.advance(Duration.ofHours(2));
		assertThat(run("sloSuccessRate").status()).isEqualTo(Status.FAIL);
		assertThat(SloRuns.measurement(run("sloSuccessRate"), "errorsSinceStart")).isEqualTo(60);
	}

	@Test
	void findABimodalLatencyThatTheMedianHides() throws Exception {
		for (int i = 0; i < 40; i++) {
			send(24, "/a", FAST, false);
			send(1, "/search", Duration.ofSeconds(3).toNanos(), false);
		}
		CheckResult canary = run("sloLatency");
		CheckResult continuous = run("sloResponseTimes");

		assertThat(canary.status()).isEqualTo(Status.FAIL);
		assertThat(canary.findings()).extracting("status").containsExactly(Status.PASS, Status.PASS, Status.FAIL);
		assertThat(canary.findings().get(2).message()).contains("40 of 1000 took longer than 1500 ms",
				"100 % of them on '/search'");
		assertThat(canary.findings().get(2).expected()).isEqualTo("at most 1 % above 1500 ms");
		assertThat(continuous.status()).isEqualTo(Status.FAIL);
		assertThat(continuous.measurements().get(0).name()).isEqualTo("p99");
	}

	@Test
	void warnBetweenTargetAndAlert() throws Exception {
		send(940, "/a", FAST, false);
		send(60, "/a", Duration.ofMillis(1_200).toNanos(), false);

		assertThat(run("sloLatency").status()).isEqualTo(Status.WARN);
		assertThat(run("sloResponseTimes").status()).isEqualTo(Status.FAIL);
		assertThat(run("sloResponseTimes").findings()).extracting("status")
			.containsExactly(Status.PASS, Status.FAIL, Status.WARN);
	}

	@Test
	void leaveOutTheLatenciesOfTheWarmUp() throws Exception {
		this.properties = SloRuns.properties(Map.of());
		send(100, "/a", Duration.ofSeconds(2).toNanos(), false);
		assertThat(run("sloLatency").status()).isEqualTo(Status.INCONCLUSIVE);
		this.time.advance(Duration.ofSeconds(30));
		send(30, "/a", FAST, false);

		assertThat(run("sloLatency").status()).isEqualTo(Status.PASS);
		assertThat(SloRuns.measurement(run("sloSuccessRate"), "samples")).isEqualTo(130);
	}

	@Test
	void failWhenTheErrorBudgetBurnsInBothWindows() throws Exception {
		send(900, "/a", FAST, false);
		send(100, "/a", FAST, true);
		assertThat(run("sloErrorBudget").status()).isEqualTo(Status.FAIL);
		this.time.advance(Duration.ofMinutes(6));
		send(100, "/a", FAST, false);
		CheckResult over = run("sloErrorBudget");

		assertThat(over.status()).isEqualTo(Status.PASS);
		assertThat(SloRuns.measurement(over, "burn30m")).isCloseTo(9.09, org.assertj.core.data.Offset.offset(0.01));
		assertThat(SloRuns.measurement(over, "burn5m")).isZero();
	}

	@Test
	void holdARouteAgainstItsOwnObjectives() throws Exception {
		this.properties = SloRuns.properties(Map.of("selftest.check.slo.routes.place-order.path", "/orders",
				"selftest.check.slo.routes.place-order.latency", "100ms",
				"selftest.check.slo.routes.place-order.success-rate", "0.9", "selftest.check.slo.warm-up", "0s"));
		this.traffic = new Traffic(this.properties, this.time);
		send(2_000, "/a", FAST, false);
		assertThat(run("sloRoutePlaceOrder").status()).isEqualTo(Status.INCONCLUSIVE);
		send(80, "/orders", FAST, false);
		send(20, "/orders", Duration.ofMillis(120).toNanos(), false);
		CheckResult result = run("sloRoutePlaceOrder");

		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(result.findings().get(1).message())
			.isEqualTo("Requests of '/orders': 20 of 100 took longer than 100 ms");
		assertThat(run("sloLatency").status()).isEqualTo(Status.PASS);
	}

	private void send(int count, String route, long nanos, boolean error) {
		for (int i = 0; i < count; i++) {
			this.traffic.record(route, nanos, error);
		}
	}

	private RequestChecks checks() {
		return new RequestChecks(this.properties, this.traffic, this.evidence.toEvidence());
	}

	private Set<String> codes() throws Exception {
		Set<String> codes = new LinkedHashSet<>();
		for (Check check : checks().checks()) {
			SloRuns.run(check).findings().forEach((finding) -> codes.add(finding.code()));
		}
		return codes;
	}

	private CheckResult run(String id) throws Exception {
		return SloRuns.run(SloRuns.find(checks().checks(), id));
	}

}
