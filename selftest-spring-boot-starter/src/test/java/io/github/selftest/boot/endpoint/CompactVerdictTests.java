package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.TestIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CompactVerdict} and the compact {@link CheckDocument}.
 */
class CompactVerdictTests {

	private static final List<String> NASTY = List.of("a", "\"", "\\", "\n", "\u0000", "\u0085", "<", "&", "\u00e4",
			"\u20ac", "\ud83d\ude00", "\ud800", "\udc00", "\u202e", "</script>", "{\"x\":1}");

	private static final List<Status> STATUSES = List.of(Status.values());

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void documentNeverTakesMoreThan1024Bytes(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			Verdict verdict = verdict(random);
			Identity identity = TestIdentity.of(nasty(random, 200), nasty(random, 200), nasty(random, 200),
					nasty(random, 200));
			byte[] document = new VerdictDocuments(identity).render(verdict, true, random.nextBoolean(),
					Long.MAX_VALUE);
			assertThat(document).hasSizeLessThanOrEqualTo(1024);
			Map<String, Object> json = Samples.json(document);
			assertThat(json).hasSize(29)
				.containsEntry("failedCount", verdict.failed().size())
				.containsEntry("warnedCount", verdict.warned().size())
				.containsEntry("inconclusiveCount", verdict.inconclusive().size());
			assertThat(strings(json, "failed")).isEqualTo(verdict.failed().subList(0, strings(json, "failed").size()));
			assertThat(json.get("truncated")).isNotNull();
			for (String name : List.of("app", "version", "pod", "podTemplateHash")) {
				assertThat((String) json.get(name)).hasSizeLessThanOrEqualTo(63);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13 })
	void documentOfACheckNeverTakesMoreThan1024Bytes(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			CheckReport report = report("a".repeat(1 + random.nextInt(40)), anyOf(random, STATUSES));
			Identity identity = TestIdentity.of("orders", "1", nasty(random, 200), nasty(random, 200));
			byte[] document = Json.bytes(new CheckDocument(nasty(random, 100), report, nasty(random, 300),
					Who.compact(identity), "unknown", Long.MAX_VALUE)
				.compact(random.nextBoolean()));
			assertThat(document).hasSizeLessThanOrEqualTo(1024);
			assertThat(Samples.json(document)).hasSize(36);
		}
	}

	@Test
	void nothingIsTruncatedWhileThereIsRoom() {
		Map<String, Object> json = compact(List.of(report("poolMain", Status.FAIL), report("cache", Status.PASS)));
		assertThat(json).containsEntry("truncated", false);
		assertThat(Samples.object(json, "checks")).containsOnlyKeys("poolMain", "cache");
	}

	@Test
	void worstChecksStayAndTheOthersAreCounted() {
		List<CheckReport> reports = new ArrayList<>();
		IntStream.range(0, 100).forEach((i) -> reports.add(report("passing%d".formatted(i), Status.PASS)));
		reports.add(report("warned", Status.WARN));
		reports.add(report("unknown", Status.INCONCLUSIVE));
		reports.add(report("broken", Status.FAIL));
		Map<String, Object> json = compact(reports);
		assertThat(json).containsEntry("truncated", true)
			.containsEntry("failed", List.of("broken"))
			.containsEntry("warnedCount", 1);
		assertThat(Samples.object(json, "checks").keySet()).startsWith("broken", "unknown", "warned", "passing0")
			.doesNotContain("passing99");
	}

	@Test
	void hundredChecksOfWhichHalfFailFitIntoTheValueOfAMeasurement() {
		List<CheckReport> reports = IntStream.range(0, 100)
			.mapToObj((i) -> report("httpCacheOfRoute%d".formatted(i), (i % 2 == 0) ? Status.FAIL : Status.PASS))
			.toList();
		assertThat(compact(reports)).containsEntry("failedCount", 50)
			.containsEntry("truncated", true)
			.containsEntry("verdict", "FAIL")
			.containsEntry("podTemplateHash", "7c9f6d")
			.containsEntry("reason", "broken: it is");
	}

	@Test
	void arraysHoldWhatFitsWhileCountsAreExact() {
		List<CheckReport> reports = IntStream.range(0, 500)
			.mapToObj((i) -> report("aVeryLongNameOfACheck%d".formatted(i), Status.FAIL))
			.toList();
		Map<String, Object> json = compact(reports);
		assertThat(json).containsEntry("failedCount", 500)
			.containsEntry("truncated", true)
			.containsEntry("checks", Map.of());
		assertThat(strings(json, "failed")).hasSizeBetween(5, 50).first().isEqualTo("aVeryLongNameOfACheck0");
	}

	@Test
	void longNamesLeaveRoomForTheReasonAndTheFirstOfTheFailed() {
		Identity identity = TestIdentity.of("a".repeat(63), "v".repeat(63), "p".repeat(63), "h".repeat(63));
		String id = "x".repeat(40);
		Verdict verdict = Samples.verdict("g".repeat(40), Status.FAIL, id + ": " + "r".repeat(158),
				report(id, Status.FAIL));
		Map<String, Object> json = Samples.json(new VerdictDocuments(identity).render(verdict, true, true, 0));
		assertThat(json).containsEntry("app", "a".repeat(63)).containsEntry("failed", List.of(id));
		assertThat((String) json.get("reason")).startsWith(id + ": rrrr");
	}

	private static Map<String, Object> compact(List<CheckReport> reports) {
		Verdict verdict = Samples.verdict("canary", Status.FAIL, "broken: it is", reports.toArray(CheckReport[]::new));
		byte[] document = new VerdictDocuments(Samples.identity()).render(verdict, true, true, 0);
		assertThat(new String(document, StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
		return Samples.json(document);
	}

	private static CheckReport report(String id, Status status) {
		return Samples.report(CheckDefinition.builder(id).build(), status);
	}

	private static Verdict verdict(Random random) {
		List<CheckReport> reports = IntStream.range(0, random.nextInt(60))
			.mapToObj((i) -> report("c%s%d".formatted("x".repeat(random.nextInt(30)), i), anyOf(random, STATUSES)))
			.toList();
		return new Verdict(nasty(random, 60), Status.FAIL, Status.INCONCLUSIVE, nasty(random, 300), ids(random),
				ids(random), ids(random), random.nextInt(100), 100, 0L, 0L, FakeClock.EPOCH, reports, ids(random),
				random.nextBoolean() ? mute() : null);
	}

	private static Mute mute() {
		return new Mute("m1", Set.of(), Set.of(), true, "known", "ops", FakeClock.EPOCH,
				FakeClock.EPOCH.plus(Duration.ofDays(30)), false);
	}

	private static List<String> ids(Random random) {
		return IntStream.range(0, random.nextInt(40))
			.mapToObj((i) -> "id" + Text.oneLine(nasty(random, 30), 100))
			.toList();
	}

	private static <T> T anyOf(Random random, List<T> elements) {
		return elements.get(random.nextInt(elements.size()));
	}

	private static String nasty(Random random, int length) {
		StringBuilder text = new StringBuilder();
		String favourite = anyOf(random, NASTY);
		for (int i = random.nextInt(length); i > 0; i--) {
			text.append(random.nextBoolean() ? favourite : anyOf(random, NASTY));
		}
		return text.toString();
	}

	@SuppressWarnings("unchecked")
	private static List<String> strings(Map<String, Object> json, String name) {
		List<String> strings = (List<String>) json.get(name);
		return (strings != null) ? strings : List.of();
	}

}
