package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link VerdictDocument} and {@link VerdictDocuments}.
 */
class VerdictDocumentTests {

	private static final long NOW = Samples.FINISHED_NANOS + 3_250_000_000L;

	private final VerdictDocuments documents = new VerdictDocuments(Samples.identity());

	@Test
	void documentIsThatOfTheContractToTheLetter() {
		Verdict verdict = Samples.verdict("canary", Status.PASS, "ok", Samples.report("poolMain", Status.PASS));
		assertThat(new String(this.documents.render(verdict, true, true, NOW), StandardCharsets.UTF_8)).isEqualTo(
				"""
						{"schema":1,"group":"canary","verdict":"PASS","rawVerdict":"PASS","pass":true,"fail":false,"reason":"ok",\
						"failed":[],"warned":[],"inconclusive":[],"failedCount":0,"warnedCount":0,"inconclusiveCount":0,\
						"truncated":false,"muted":[],"mutedUntil":"","score":1.0,"samples":0,"errors":0,"windowSeconds":0.0,"ageSeconds":3.2,\
						"uptimeSeconds":0.0,"deployMinute":0,"app":"orders","version":"1.4.2","pod":"orders-7c9f6d-abcde",\
						"podTemplateHash":"7c9f6d","role":"unknown",\
						"checks":{"poolMain":{"verdict":"PASS","value":0.42,"limit":0.9}}}""");
	}

	@Test
	void everyFieldIsThereWithTheSameTypeWhateverHasHappened() {
		Map<String, Object> passing = json(Samples.verdict("canary", Status.PASS), false);
		for (Status status : Status.values()) {
			for (boolean compact : new boolean[] { true, false }) {
				assertSameShape(passing, json(Samples.verdict("canary", status), compact));
				assertSameShape(passing,
						json(Samples.verdict("canary", status, "", Samples.neverRun("poolMain")), compact));
				assertSameShape(passing, json(Samples.verdict("canary", status, "nothing counts"), compact));
			}
		}
	}

	@Test
	void passIsTrueForPassAndWarnAndFailForFail() {
		assertThat(json(Samples.verdict("canary", Status.WARN), false)).contains(entry("pass", true),
				entry("fail", false));
		assertThat(json(Samples.verdict("canary", Status.FAIL), false)).contains(entry("pass", false),
				entry("fail", true));
		assertThat(json(Samples.verdict("canary", Status.INCONCLUSIVE), false)).contains(entry("pass", false),
				entry("fail", false));
	}

	@Test
	void fullDetailTellsWhatIsWrongWithACheckAndWhatToDo() {
		Map<String, Object> check = Samples.object(json(Samples.verdict("canary", Status.FAIL), false), "checks",
				"poolMain");
		assertThat(check).containsExactly(entry("verdict", "FAIL"), entry("value", 0.42), entry("limit", 0.9),
				entry("unit", "ratio"), entry("severity", "CRITICAL"), entry("title", "The pool"),
				entry("lastRun", "2026-01-02T03:04:05Z"), entry("code", "pool.acquire-slow"),
				entry("message", "Pool 'main' is slow"), entry("observed", "612 ms"),
				entry("expected", "at most 500 ms"),
				entry("remedy", "Raise 'spring.datasource.hikari.maximum-pool-size'"),
				entry("runBook", "https://runbooks/pool"));
	}

	@Test
	void checkThatHasNotRunHasNoValue() {
		Verdict verdict = Samples.verdict("canary", Status.INCONCLUSIVE, "nothing", Samples.neverRun("poolMain"));
		assertThat(Samples.object(json(verdict, true), "checks", "poolMain"))
			.containsExactly(entry("verdict", "INCONCLUSIVE"));
	}

	@Test
	void reasonIsOneLineOfAtMost200CharactersWithoutMarkup() {
		Verdict verdict = Samples.verdict("canary", Status.FAIL, "<b>&\n\u0007\u202e" + "x".repeat(300));
		assertThat((String) json(verdict, false).get("reason")).hasSize(200)
			.doesNotContainPattern("[<>&\\p{Cntrl}\u202e]");
	}

	@Test
	void documentIsRenderedOnceForAVerdict() {
		Verdict verdict = Samples.verdict("canary", Status.PASS);
		byte[] first = this.documents.render(verdict, false, true, NOW);
		verdict = new Verdict("canary", Status.PASS, Status.PASS, "ok", List.of(), List.of(), List.of(), 1, 1,
				Samples.FINISHED_NANOS, null, FakeClock.EPOCH, verdict.checks());
		assertThat(this.documents.render(verdict, false, true, NOW)).isEqualTo(first);
		Verdict changed = Samples.verdict("canary", Status.FAIL);
		assertThat(Samples.json(this.documents.render(changed, false, true, NOW))).containsEntry("verdict", "FAIL");
		assertThat(Samples.json(this.documents.render(changed, false, false, NOW))).containsEntry("checks", Map.of());
		assertThat(Samples.json(this.documents.render(changed, false, true, NOW + 60_000_000_000L)))
			.containsEntry("ageSeconds", 63.2);
	}

	@Test
	void ageIsZeroWithoutAResult() {
		Verdict verdict = new Verdict("canary", Status.INCONCLUSIVE, Status.INCONCLUSIVE, "nothing", List.of(),
				List.of(), List.of(), 0, 0, null, null, FakeClock.EPOCH, List.of());
		assertThat(json(verdict, false)).containsEntry("ageSeconds", 0.0).containsEntry("score", 0.0);
	}

	@Test
	void scoreIsOneOnlyIfAllPass() {
		Verdict verdict = new Verdict("canary", Status.FAIL, Status.FAIL, "one", List.of("one"), List.of(), List.of(),
				99_999, 100_000, null, null, FakeClock.EPOCH, List.of());
		assertThat(json(verdict, false)).containsEntry("score", 0.9999);
	}

	private Map<String, Object> json(Verdict verdict, boolean compact) {
		return Samples.json(this.documents.render(verdict, compact, true, NOW));
	}

	private static void assertSameShape(Map<String, Object> expected, Map<String, Object> actual) {
		assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
		actual.forEach((name, value) -> assertThat(value).as(name).hasSameClassAs(expected.get(name)));
	}

}
