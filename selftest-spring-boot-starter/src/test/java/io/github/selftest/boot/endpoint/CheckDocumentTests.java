package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.RunRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/**
 * Tests for {@link CheckDocument}.
 */
class CheckDocumentTests {

	private static final RunRecord RUN = new RunRecord(FakeClock.EPOCH, Duration.ofMillis(12), Status.FAIL,
			"slow\nvery");

	@Test
	void documentTellsDefinitionStateAndResult() {
		CheckDefinition definition = CheckDefinition.builder("poolMain")
			.title("The pool")
			.kind("pool")
			.groups("smoke", "canary")
			.interval(Duration.ofMillis(1500))
			.deadline(Duration.ofSeconds(2))
			.after("database")
			.runBook("https://runbooks/pool")
			.build();
		Map<String, Object> json = Samples
			.json(Json.bytes(document(Samples.report(definition, Status.FAIL)).full(List.of(RUN))));
		assertThat(json).contains(entry("schema", 1), entry("group", "canary"), entry("check", "poolMain"),
				entry("verdict", "FAIL"), entry("rawVerdict", "FAIL"), entry("pass", false), entry("fail", true),
				entry("stale", false), entry("running", false), entry("ageSeconds", 1.0), entry("durationMillis", 12.0),
				entry("consecutiveFailures", 2), entry("lastRun", "2026-01-02T03:04:05Z"),
				entry("nextRun", "2026-01-02T03:04:15Z"), entry("since", "2026-01-02T03:04:05Z"),
				entry("lastPass", "2026-01-02T03:04:05Z"), entry("title", "The pool"), entry("kind", "pool"),
				entry("severity", "CRITICAL"), entry("runBook", "https://runbooks/pool"), entry("intervalSeconds", 1.5),
				entry("deadlineSeconds", 2.0), entry("groups", List.of("canary", "smoke")),
				entry("prerequisites", List.of("database")),
				entry("reason", "poolMain: Pool 'main' is slow (observed 612 ms, expected at most 500 ms)"));
		assertThat(json.get("measurements"))
			.isEqualTo(List.of(Map.of("name", "utilisation", "value", 0.42, "unit", "ratio", "limit", 0.9)));
		assertThat(json.get("findings")).isEqualTo(List.of(Map.of("status", "FAIL", "code", "pool.acquire-slow",
				"message", "Pool 'main' is slow", "observed", "612 ms", "expected", "at most 500 ms", "remedy",
				"Raise 'spring.datasource.hikari.maximum-pool-size'")));
		assertThat(json.get("recent")).isEqualTo(List.of(Map.of("at", "2026-01-02T03:04:05Z", "durationMillis", 12.0,
				"verdict", "FAIL", "summary", "slow very")));
	}

	@Test
	void atMost50RecentRunsAreShown() {
		List<RunRecord> runs = IntStream.range(0, 80).mapToObj((i) -> RUN).toList();
		Object recent = document(Samples.report("poolMain", Status.PASS)).full(runs).get("recent");
		assertThat(recent).asInstanceOf(LIST).hasSize(50);
	}

	@Test
	void fieldsAreTheSameInEveryForm() {
		for (CheckReport report : List.of(Samples.report("poolMain", Status.FAIL), Samples.neverRun("poolMain"))) {
			Map<String, Object> full = document(report).full(List.of(RUN));
			for (Map<String, Object> other : List.of(document(report).withoutDetails(), document(report).compact(true),
					document(report).compact(false))) {
				assertThat(other.keySet()).containsExactlyElementsOf(full.keySet());
				Samples.json(Json.bytes(other))
					.forEach((name, value) -> assertThat(value).as(name)
						.hasSameClassAs(Samples.json(Json.bytes(full)).get(name)));
			}
		}
	}

	@Test
	void checkThatHasNotRunSaysSo() {
		Map<String, Object> json = document(Samples.neverRun("poolMain")).full(List.of());
		assertThat(json).contains(entry("verdict", "INCONCLUSIVE"), entry("reason", "poolMain: has not run yet"),
				entry("ageSeconds", 0.0), entry("lastRun", ""), entry("findings", List.of()));
	}

	@Test
	void compactFormKeepsResultAndLeavesOutDefinitionAndHistory() {
		Map<String, Object> json = document(Samples.report("poolMain", Status.FAIL)).compact(true);
		assertThat(json).contains(entry("truncated", false), entry("title", ""), entry("recent", List.of()));
		assertThat(json.get("measurements")).asInstanceOf(LIST).hasSize(1);
		assertThat(json.get("findings")).asInstanceOf(LIST).hasSize(1);
	}

	private static CheckDocument document(CheckReport report) {
		return new CheckDocument("canary", report, Reasons.of(report), Who.compact(Samples.identity()), "stable",
				Samples.FINISHED_NANOS + 1_050_000_000L);
	}

}
