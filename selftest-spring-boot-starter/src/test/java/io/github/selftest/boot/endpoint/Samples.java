package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.TestIdentity;

/**
 * Verdicts, reports and an identity to test with.
 */
final class Samples {

	static final long FINISHED_NANOS = 999_000_000_000L;

	private Samples() {
	}

	static Identity identity() {
		return TestIdentity.of("orders", "1.4.2", "orders-7c9f6d-abcde", "7c9f6d");
	}

	static CheckReport report(String id, Status status) {
		return report(
				CheckDefinition.builder(id).title("The pool").kind("pool").runBook("https://runbooks/pool").build(),
				status);
	}

	static CheckReport report(CheckDefinition definition, Status status) {
		Finding finding = Finding.of(status, "pool.acquire-slow", "Pool 'main' is slow")
			.withValues("612 ms", "at most 500 ms")
			.withRemedy("Raise 'spring.datasource.hikari.maximum-pool-size'");
		CheckResult result = CheckResult.of(List.of(finding),
				List.of(Measurement.of("utilisation", 0.42, "ratio").withLimit(0.9)));
		return report(definition, status,
				new CompletedRun(FakeClock.EPOCH, Duration.ofMillis(12), FINISHED_NANOS, result));
	}

	static CheckReport neverRun(String id) {
		return report(CheckDefinition.builder(id).build(), Status.INCONCLUSIVE, null);
	}

	static CheckReport running(CheckReport report) {
		return new CheckReport(report.definition(), report.status(), report.rawStatus(), report.stale(),
				report.latest(), report.explanation(), report.since(), report.lastPass(), report.consecutiveFailures(),
				true, report.nextRun());
	}

	private static CheckReport report(CheckDefinition definition, Status status, @Nullable CompletedRun run) {
		Finding explanation = (run != null && status != Status.PASS) ? run.result().findings().get(0) : null;
		return new CheckReport(definition, status, status, false, run, explanation, FakeClock.EPOCH, FakeClock.EPOCH,
				(status == Status.FAIL) ? 2 : 0, false, FakeClock.EPOCH.plusSeconds(10));
	}

	static Verdict verdict(String group, Status status, String reason, CheckReport... reports) {
		List<CheckReport> checks = List.of(reports);
		int passing = (int) checks.stream().filter((report) -> report.status().isPassing()).count();
		return new Verdict(group, status, status, reason, ids(checks, Status.FAIL), ids(checks, Status.WARN),
				ids(checks, Status.INCONCLUSIVE), passing, checks.size(), FINISHED_NANOS, null, FakeClock.EPOCH,
				checks);
	}

	static Verdict verdict(String group, Status status) {
		return verdict(group, status, (status == Status.PASS) ? "ok" : "poolMain: Pool 'main' is slow",
				report("poolMain", status));
	}

	static Map<String, Object> json(byte[] body) {
		return JsonParserFactory.getJsonParser().parseMap(new String(body, StandardCharsets.UTF_8));
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> object(Map<String, Object> json, String... names) {
		Map<String, Object> object = json;
		for (String name : names) {
			object = (Map<String, Object>) Objects.requireNonNull(object.get(name), name);
		}
		return object;
	}

	private static List<String> ids(List<CheckReport> checks, Status status) {
		return checks.stream().filter((report) -> report.status() == status).map(CheckReport::id).toList();
	}

}
