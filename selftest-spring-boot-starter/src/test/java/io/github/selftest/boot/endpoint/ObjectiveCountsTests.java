package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.TestIdentity;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectiveCountsTests {

	@Test
	void areThoseOfTheObjectiveThatHasSeenTheMost() {
		assertThat(counts(report("slo", 7, 0), report("slo", 1_543, 2), report("slo", 900, 9)))
			.isEqualTo(new ObjectiveCounts(1_543, 2, 120.1));
	}

	@Test
	void areZeroWithoutAnObjective() {
		assertThat(counts(report("custom", 1_543, 2), Samples.neverRun("poolMain")))
			.isEqualTo(new ObjectiveCounts(0, 0, 0));
	}

	@Test
	void areInTheCompactDocumentOfAHundredChecks() {
		CheckReport[] reports = IntStream.range(0, 100)
			.mapToObj((i) -> (i % 2 == 0) ? Samples.report("c%039d".formatted(i), Status.FAIL)
					: report("slo", 9e15 + i, 8e15))
			.toArray(CheckReport[]::new);
		Verdict verdict = Samples.verdict("canary", Status.FAIL, "r".repeat(200), reports);

		byte[] document = new VerdictDocuments(TestIdentity.of("orders", "1", "pod", "hash")).render(verdict, true,
				true, Long.MAX_VALUE);
		assertThat(document).hasSizeLessThanOrEqualTo(1024);
		assertThat(Samples.json(document)).containsEntry("samples", 9_000_000_000_000_099L)
			.containsEntry("errors", 8_000_000_000_000_000L)
			.containsEntry("failedCount", 50);
	}

	private static ObjectiveCounts counts(CheckReport... reports) {
		return ObjectiveCounts.of(Samples.verdict("canary", Status.PASS, "ok", reports));
	}

	private static CheckReport report(String kind, double samples, double errors) {
		CheckResult result = CheckResult.of(List.of(),
				List.of(Measurement.of("successRate", 1, "ratio"), Measurement.of("samples", samples, "count"),
						Measurement.of("errors", errors, "count"), Measurement.of("windowSeconds", 120.06, "s")));
		CompletedRun run = new CompletedRun(FakeClock.EPOCH, Duration.ofMillis(1), 0, result);
		return new CheckReport(CheckDefinition.builder("objective" + (int) samples).kind(kind).build(), Status.PASS,
				Status.PASS, false, run, null, null, null, 0, false, null);
	}

}
