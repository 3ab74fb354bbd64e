package io.github.selftest.boot.check.slo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.identity.TestIdentity;
import io.github.selftest.boot.sampling.LatencyScale;
import io.github.selftest.boot.sampling.RequestRecorder;

import static org.assertj.core.api.Assertions.assertThat;

class StableComparisonTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private final RequestRecorder recorder = new RequestRecorder(new LatencyScale(List.of()), () -> 0);

	private StablePeers.Answers answers = new StablePeers.Answers(List.of(), "");

	@Test
	void findsANewVersionThatFailsMoreOften() throws Exception {
		StableComparison comparison = comparison("canary");
		stable(1_000, 5);
		assertThat(run(comparison).status()).isEqualTo(Status.INCONCLUSIVE);
		send(200, 10);
		stable(2_800, 14);
		CheckResult result = run(comparison);

		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(result.findings().get(0).message())
			.isEqualTo("Requests of users: 10 of 200 failed, of the stable instances 9 of 1800");
	}

	@Test
	void tellsFailuresAmongTooFewRequestsAsMoreThanAMatterOfWaiting() throws Exception {
		StableComparison comparison = comparison("canary");
		stable(1_000, 5);
		run(comparison);
		send(20, 0);
		stable(1_100, 5);
		assertThat(run(comparison)).extracting(CheckResult::status, StableComparisonTests::code)
			.containsExactly(Status.INCONCLUSIVE, "slo.few-samples");
		send(9, 1);
		stable(1_200, 5);

		assertThat(run(comparison)).extracting(CheckResult::status, StableComparisonTests::code)
			.containsExactly(Status.INCONCLUSIVE, "slo.worse-than-stable");
	}

	@Test
	void passesOneThatFailsAsOften() throws Exception {
		StableComparison comparison = comparison("canary");
		for (int look = 0; look <= 20; look++) {
			stable(900L * look, 9L * look);
			run(comparison);
			send(100, 1);
		}

		assertThat(run(comparison).status()).isEqualTo(Status.PASS);
	}

	@Test
	void findsWhatBeginsAfterLongCalm() throws Exception {
		StableComparison comparison = comparison("canary");
		for (int look = 0; look < 180; look++) {
			stable(900L * look, 9L * look);
			assertThat(run(comparison).status()).isNotEqualTo(Status.FAIL);
			send(100, 1);
		}
		for (int look = 180; look < 200; look++) {
			stable(900L * look, 9L * look);
			run(comparison);
			send(100, 4);
		}

		assertThat(run(comparison).status()).isEqualTo(Status.FAIL);
	}

	@Test
	void countsNothingTwiceWhenAPodIsNewOrStartsAnew() throws Exception {
		StableComparison comparison = comparison("canary");
		stable(5_000, 50);
		run(comparison);
		send(100, 0);
		this.answers = new StablePeers.Answers(
				List.of(new PeerCounts("stable-1", "old", 40, 1), new PeerCounts("stable-2", "old", 7_000, 70)), "");

		assertThat(run(comparison).findings().get(0).message()).contains("0 of 100 failed", "1 of 40");
	}

	@Test
	void leavesOutItselfAndItsOwnVersion() throws Exception {
		this.answers = new StablePeers.Answers(
				List.of(new PeerCounts("me", "", 10, 0), new PeerCounts("sister", "new", 10, 0)), "");

		assertThat(run(comparison("canary")).findings().get(0).message())
			.isEqualTo("Stable instances: there are none of another version");
	}

	@Test
	void comparesNothingOnceItIsStable() throws Exception {
		assertThat(run(comparison("stable")).status()).isEqualTo(Status.PASS);
	}

	@Test
	void saysWhyThereIsNoAnswer() throws Exception {
		this.answers = new StablePeers.Answers(List.of(), "no answer in 2000 ms");
		CheckResult result = run(comparison("canary"));

		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings().get(0).message()).isEqualTo("Stable instances: no answer in 2000 ms");
	}

	@Test
	void holdsARateAgainstWhatWasCountedBefore() throws Exception {
		SloEvidenceProperties evidence = SloRuns
			.evidence(Map.of("selftest.slo.baseline.requests", "90000", "selftest.slo.baseline.errors", "450"));
		Traffic traffic = new Traffic(SloRuns.properties(Map.of()), () -> 0);
		Check comparison = BaselineComparison.of(evidence, traffic);
		assertThat(SloRuns.run(comparison).status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(code(SloRuns.run(comparison))).isEqualTo("slo.few-samples");
		traffic.record("/a", 1, true);
		assertThat(SloRuns.run(comparison).status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(code(SloRuns.run(comparison))).isEqualTo("slo.worse-than-baseline");
		for (int i = 0; i < 400; i++) {
			traffic.record("/a", 1, i % 200 == 0);
		}
		assertThat(SloRuns.run(comparison).status()).isEqualTo(Status.PASS);
		for (int i = 0; i < 400; i++) {
			traffic.record("/a", 1, i % 20 == 0);
		}
		assertThat(SloRuns.run(comparison).status()).isEqualTo(Status.FAIL);
		assertThat(BaselineComparison.upper(10, 100)).isCloseTo(0.1744, org.assertj.core.data.Offset.offset(1e-4));
	}

	private void stable(long requests, long errors) {
		this.answers = new StablePeers.Answers(List.of(new PeerCounts("stable-1", "old", requests, errors)), "");
	}

	private void send(int requests, int errors) {
		for (int i = 0; i < requests; i++) {
			this.recorder.record(1_000_000, i < errors);
		}
	}

	private StableComparison comparison(String role) throws IOException {
		Path labels = Files.writeString(this.directory.resolve("labels"), "role=\"" + role + "\"");
		return new StableComparison(TestIdentity.of("orders", "2", "me", "new", labels), this.recorder,
				(Duration remaining) -> this.answers, SloRuns.evidence(Map.of()).toEvidence(), 1.5);
	}

	private static String code(CheckResult result) {
		return result.findings().get(0).code();
	}

	private static CheckResult run(StableComparison comparison) throws Exception {
		return SloRuns.run(comparison.toCheck());
	}

}
