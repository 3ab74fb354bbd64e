package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.TestIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/**
 * Tests for all documents, made of whatever checks and requests may say: each parses, has
 * all fields with the same type and holds finite numbers.
 */
class RandomDocumentTests {

	private static final List<String> PIECES = List.of("a", "pool 'main'", "\"", "\\", "\n", "\r\n", "\u0000", "\u0085",
			"<b>", "&", "\u00e4", "\u20ac", "\ud83d\ude00", "\ud800", "\udc00", "\u202e", "\u2028", "\ufeff",
			"</script>", "{\"x\":1}", "%s", "${jndi:x}");

	private static final List<Double> NUMBERS = List.of(0.0, -0.0, 1.0, -1.5, 0.1 + 0.2, 1e-7, 1e21, Double.MIN_VALUE,
			Double.MAX_VALUE, -Double.MAX_VALUE, (double) Long.MAX_VALUE);

	private static final List<Duration> DURATIONS = List.of(Duration.ofNanos(1), Duration.ofMillis(1),
			Duration.ofSeconds(90), Duration.ofDays(100_000), Duration.ofSeconds(Long.MAX_VALUE));

	private static final Map<String, Object> VERDICT = Samples
		.json(new VerdictDocuments(Samples.identity()).render(Samples.verdict("canary", Status.PASS), false, true, 0));

	private static final Map<String, Object> CHECK = Samples.json(Json.bytes(new CheckDocument("canary",
			Samples.report("poolMain", Status.PASS), "ok", Who.of(Samples.identity()), "stable", 0)
		.full(List.of())));

	@ParameterizedTest
	@ValueSource(longs = { 101, 102, 103 })
	void verdictsHaveTheirShape(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 100; i++) {
			Verdict verdict = verdict(random, reports(random, random.nextInt(40)));
			VerdictDocuments documents = new VerdictDocuments(identity(random));
			for (boolean compact : new boolean[] { true, false }) {
				for (boolean details : new boolean[] { true, false }) {
					byte[] document = documents.render(verdict, compact, details, random.nextLong());
					assertShape(document, VERDICT);
					assertThat(document.length).isLessThanOrEqualTo(compact ? 1024 : Integer.MAX_VALUE);
					assertCounts(Samples.json(document), verdict);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 201, 202, 203 })
	void checksHaveTheirShape(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 100; i++) {
			CheckReport report = report(random, "poolMain");
			CheckDocument document = new CheckDocument("canary", report, Reasons.of(report),
					Who.compact(identity(random)), "unknown", random.nextLong());
			assertShape(Json.bytes(document.withoutDetails()), CHECK);
			assertShape(Json.bytes(document.full(history(random))), CHECK);
			for (boolean details : new boolean[] { true, false }) {
				byte[] compact = Json.bytes(document.compact(details));
				assertShape(compact, CHECK);
				assertThat(compact).hasSizeLessThanOrEqualTo(1024);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 301, 302, 303 })
	void overviewsHaveTheirShape(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 50; i++) {
			FakeEngine engine = new FakeEngine();
			engine.put(verdict(random, reports(random, random.nextInt(10))));
			Map<String, Object> json = Samples
				.json(Json.bytes(new OverviewDocument(engine, identity(random), List.of()).toMap(true)));
			assertThat(json).containsOnlyKeys("schema", "uptimeSeconds", "app", "version", "commit", "pod",
					"podTemplateHash", "role", "groups", "checks", "mutes", "touched");
			assertFinite(json);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 401, 402, 403 })
	void problemsHaveTheirShape(long seed) {
		Random random = new Random(seed);
		Map<String, Object> shape = Map.of("status", 400, "error", "", "path", "", "parameter", "", "observed", "",
				"expected", "");
		for (int i = 0; i < 200; i++) {
			Problem problem = Problem.badParameter(text(random), text(random), text(random));
			byte[] document = Json.bytes(problem.toMap(List.of(text(random), text(random))));
			Map<String, Object> json = Samples.json(document);
			assertThat(json).containsOnlyKeys(shape.keySet());
			json.forEach((name, value) -> assertThat(value).hasSameClassAs(shape.get(name)));
			json.values().forEach(RandomDocumentTests::assertHarmless);
			assertThat(document).hasSizeLessThan(4096);
		}
	}

	@Test
	void halfOfAHundredChecksFailWithTheLongestOfNames() {
		List<CheckReport> reports = IntStream.range(0, 100).mapToObj((i) -> {
			CheckDefinition definition = CheckDefinition.builder("c%039d".formatted(i)).title("t".repeat(500)).build();
			return Samples.report(definition, (i % 2 == 0) ? Status.FAIL : Status.PASS);
		}).toList();
		Verdict verdict = Samples.verdict("g".repeat(40), Status.FAIL, "\u20ac".repeat(200),
				reports.toArray(CheckReport[]::new));
		Identity identity = TestIdentity.of("\u20ac".repeat(100), "v".repeat(100), "\"".repeat(100), "h".repeat(100));
		byte[] document = new VerdictDocuments(identity).render(verdict, true, true, Long.MAX_VALUE);
		assertThat(document).hasSizeLessThanOrEqualTo(1024);
		Map<String, Object> json = Samples.json(document);
		assertThat(json).containsEntry("failedCount", 50).containsEntry("truncated", true);
		assertThat(json.get("failed")).asInstanceOf(LIST).startsWith("c%039d".formatted(0));
	}

	private static void assertShape(byte[] document, Map<String, Object> shape) {
		Map<String, Object> json = Samples.json(document);
		assertThat(json.keySet()).containsExactlyElementsOf(shape.keySet());
		json.forEach((name, value) -> assertThat(value).as(name).hasSameClassAs(shape.get(name)));
		assertFinite(json);
		assertHarmless(json.get("reason"));
		assertThat((String) json.get("reason")).hasSizeLessThanOrEqualTo(200);
	}

	private static void assertCounts(Map<String, Object> json, Verdict verdict) {
		assertThat(json).containsEntry("failedCount", verdict.failed().size())
			.containsEntry("warnedCount", verdict.warned().size())
			.containsEntry("inconclusiveCount", verdict.inconclusive().size());
	}

	private static void assertFinite(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			map.values().forEach(RandomDocumentTests::assertFinite);
		}
		else if (value instanceof List<?> list) {
			list.forEach(RandomDocumentTests::assertFinite);
		}
		else if (value instanceof Number number) {
			assertThat(Double.isFinite(number.doubleValue())).isTrue();
		}
		else {
			assertThat(value).isNotNull();
		}
	}

	private static void assertHarmless(@Nullable Object value) {
		if (value instanceof String text) {
			assertThat(text).doesNotContainPattern("[<>&\\p{Cntrl}\u0085\u2028\u202e\ufeff\ufffd]");
		}
	}

	private static List<CheckReport> reports(Random random, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> report(random, "c%d%s".formatted(i, "x".repeat(random.nextInt(36)))))
			.toList();
	}

	private static CheckReport report(Random random, String id) {
		CheckDefinition definition = CheckDefinition.builder(id)
			.title(text(random))
			.severity(anyOf(random, List.of(Severity.values())))
			.interval(anyOf(random, DURATIONS))
			.deadline(anyOf(random, DURATIONS))
			.runBook(text(random))
			.build();
		Status status = anyOf(random, List.of(Status.values()));
		CompletedRun latest = (random.nextInt(5) > 0) ? run(random) : null;
		Finding explanation = (latest != null && status != Status.PASS) ? latest.result().findings().get(0) : null;
		Instant instant = random.nextBoolean() ? FakeClock.EPOCH : null;
		return new CheckReport(definition, status, anyOf(random, List.of(Status.values())), random.nextBoolean(),
				latest, explanation, instant, instant, random.nextInt(), random.nextBoolean(), instant);
	}

	private static CompletedRun run(Random random) {
		List<Finding> findings = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		for (int i = random.nextInt(4); i >= 0; i--) {
			Finding finding = Finding.of(anyOf(random, List.of(Status.values())), "custom.rule", text(random));
			findings.add(random.nextBoolean() ? finding : finding.withValues(text(random), text(random)));
			Measurement measurement = Measurement.of(text(random), anyOf(random, NUMBERS), text(random));
			measurements.add(random.nextBoolean() ? measurement : measurement.withLimit(anyOf(random, NUMBERS)));
		}
		return new CompletedRun(FakeClock.EPOCH, Duration.ofNanos(random.nextInt(Integer.MAX_VALUE)), random.nextLong(),
				CheckResult.of(findings, measurements));
	}

	private static List<RunRecord> history(Random random) {
		return IntStream.range(0, random.nextInt(60))
			.mapToObj((i) -> new RunRecord(FakeClock.EPOCH, Duration.ofNanos(random.nextInt(Integer.MAX_VALUE)),
					anyOf(random, List.of(Status.values())), text(random)))
			.toList();
	}

	private static Verdict verdict(Random random, List<CheckReport> reports) {
		Verdict verdict = Samples.verdict("canary", anyOf(random, List.of(Status.values())), text(random),
				reports.toArray(CheckReport[]::new));
		return new Verdict(verdict.group(), verdict.status(), anyOf(random, List.of(Status.values())), verdict.reason(),
				verdict.failed(), verdict.warned(), verdict.inconclusive(), random.nextInt(10), 10,
				random.nextBoolean() ? random.nextLong() : null, null, verdict.since(), reports);
	}

	private static Identity identity(Random random) {
		return TestIdentity.of(text(random), text(random), text(random), text(random));
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(random.nextBoolean() ? 5 : 300); i > 0; i--) {
			text.append(anyOf(random, PIECES));
		}
		return text.toString();
	}

	private static <T> T anyOf(Random random, List<T> elements) {
		return elements.get(random.nextInt(elements.size()));
	}

}
