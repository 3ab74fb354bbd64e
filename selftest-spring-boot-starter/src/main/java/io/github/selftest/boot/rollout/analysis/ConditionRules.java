package io.github.selftest.boot.rollout.analysis;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with conditions. Those on Prometheus are tried with what it may
 * answer, those on a verdict with each verdict.
 */
final class ConditionRules {

	private static final Set<String> WITHOUT_CONDITION = Set.of("job", "kayenta", "plugin");

	private static final List<Object> NOTHING = List.of();

	private static final List<Object> NAN = List.of(Double.NaN);

	private static final List<Double> NUMBERS = List.of(0.0, 1e-6, 1e-3, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95,
			0.99, 0.999, 1.0, 2.0, 5.0, 10.0, 50.0, 99.0, 100.0, 500.0, 1e3, 1e4, 1e6, 1e9);

	private static final Pattern BOOLEAN_TEXT = Pattern.compile("[!=]=\\s*[\"'](?:true|false)[\"']");

	private static final Pattern IGNORED_ARGUMENT = Pattern.compile("\\b(?:isNil|default)\\(\\s*result\\s*[.\\[]");

	private ConditionRules() {
	}

	static @Nullable Mistake none(Subject subject) {
		Metric metric = subject.metric();
		return (metric.success().isEmpty() && metric.failure().isEmpty()
				&& !WITHOUT_CONDITION.contains(metric.provider()))
						? new Mistake("neither 'successCondition' nor 'failureCondition': each answer is a success",
								"both, so that a third thing, not to know, is left")
						: null;
	}

	static @Nullable Mistake notRead(Subject subject) {
		Metric metric = subject.metric();
		try {
			Conditions.parse(metric.success().orElse(null), metric.failure().orElse(null));
			return null;
		}
		catch (ConditionException ex) {
			return new Mistake(String.valueOf(ex.getMessage()), "a condition that is understood here");
		}
	}

	static @Nullable Mistake constant(Subject subject) {
		Conditions conditions = tried(subject);
		if (conditions == null) {
			return null;
		}
		if (!subject.metric().conditionText().contains("result")) {
			return new Mistake("conditions that do not look at the result", "conditions on 'result'");
		}
		if (!subject.metric().isPrometheus()) {
			return null;
		}
		boolean isShare = QueryRules.isShare(subject.metric());
		Set<Phase> phases = isShare ? phases(conditions, 1) : phases(conditions);
		return (phases.size() == 1 && !phases.contains(Phase.ERROR))
				? new Mistake(
						"each number from 0 to %s is %s"
							.formatted(isShare ? "1, which is what a share can be," : "a billion", only(phases)),
						"numbers that pass and numbers that do not")
				: null;
	}

	static @Nullable Mistake vector(Subject subject) {
		Conditions conditions = tried(subject);
		return (conditions != null && subject.metric().isPrometheus()
				&& phases(conditions).equals(EnumSet.of(Phase.ERROR)))
						? new Mistake("'result' is a list, and each answer an error, which aborts", "result[0]") : null;
	}

	static @Nullable Mistake noDataPasses(Subject subject) {
		return judged(subject, NOTHING, Phase.SUCCESSFUL, "an empty answer passes");
	}

	static @Nullable Mistake noDataAborts(Subject subject) {
		Mistake mistake = judged(subject, NOTHING, Phase.ERROR, "an empty answer is an error, which aborts");
		return (vector(subject) == null) ? mistake : null;
	}

	static @Nullable Mistake noDataFails(Subject subject) {
		return judged(subject, NOTHING, Phase.FAILED, "an empty answer is a failure of the canary");
	}

	static @Nullable Mistake nanPasses(Subject subject) {
		return judged(subject, NAN, Phase.SUCCESSFUL, "NaN, which is 0 / 0, passes");
	}

	static @Nullable Mistake noBuckets(Subject subject) {
		Conditions conditions = tried(subject);
		return (conditions != null && QueryRules.asksForBuckets(subject)
				&& conditions.judge(NOTHING) != Phase.INCONCLUSIVE)
						? new Mistake("a service without a histogram is %s".formatted(conditions.judge(NOTHING)),
								"INCONCLUSIVE, and the buckets switched on")
						: null;
	}

	static @Nullable Mistake booleanText(Subject subject) {
		return BOOLEAN_TEXT.matcher(subject.metric().conditionText())
			.results()
			.findFirst()
			.map((match) -> new Mistake("'%s', where a boolean is an error".formatted(match.group()), "true or false"))
			.orElse(null);
	}

	static @Nullable Mistake ignoredArgument(Subject subject) {
		return IGNORED_ARGUMENT.matcher(subject.metric().conditionText())
			.results()
			.findFirst()
			.map((match) -> new Mistake("'%s...)', which looks at the whole result".formatted(match.group()),
					"result.x == nil, or result.x ?? 0"))
			.orElse(null);
	}

	static @Nullable Mistake verdictMisread(Subject subject) {
		Conditions conditions = subject.metric().readsVerdict() ? subject.metric().conditions() : null;
		if (conditions == null || none(subject) != null) {
			return null;
		}
		Map<String, Phase> wrong = Stream.of("PASS", "WARN", "FAIL", "INCONCLUSIVE")
			.collect(Collectors.toMap((verdict) -> verdict, (verdict) -> read(subject, conditions, verdict, true)));
		wrong.entrySet().removeIf((entry) -> isRight(entry.getKey(), entry.getValue()));
		return wrong.isEmpty() ? null : new Mistake("read as %s".formatted(new java.util.TreeMap<>(wrong)),
				"PASS and WARN as SUCCESSFUL, FAIL as FAILED, INCONCLUSIVE as anything but SUCCESSFUL or ERROR");
	}

	static @Nullable Mistake otherPod(Subject subject) {
		Conditions conditions = subject.metric().readsVerdict() ? subject.metric().conditions() : null;
		return (conditions != null && read(subject, conditions, "PASS", false) == Phase.SUCCESSFUL
				&& constant(subject) == null && none(subject) == null)
						? new Mistake("a pod of another release answers PASS, and that passes",
								"result.podTemplateHash == '{{args.canary-hash}}' && ...")
						: null;
	}

	private static boolean isRight(String verdict, Phase phase) {
		return switch (verdict) {
			case "FAIL" -> phase == Phase.FAILED;
			case "INCONCLUSIVE" -> phase == Phase.INCONCLUSIVE || phase == Phase.FAILED;
			default -> phase == Phase.SUCCESSFUL;
		};
	}

	private static Phase read(Subject subject, Conditions conditions, String verdict, boolean ours) {
		try {
			return conditions.judge(JsonPath.select(VerdictSample.of(verdict, ours), subject.metric().jsonPath()));
		}
		catch (ConditionException ex) {
			return Phase.ERROR;
		}
	}

	private static @Nullable Mistake judged(Subject subject, List<?> answer, Phase wrong, String observed) {
		Conditions conditions = tried(subject);
		return (conditions != null && subject.metric().isPrometheus() && conditions.judge(answer) == wrong)
				? new Mistake(observed, "INCONCLUSIVE: len(result) > 0 && !isNaN(result[0]) && ... in both conditions")
				: null;
	}

	private static @Nullable Conditions tried(Subject subject) {
		return (none(subject) == null) ? subject.metric().conditions() : null;
	}

	private static Set<Phase> phases(Conditions conditions) {
		return phases(conditions, Double.MAX_VALUE);
	}

	private static Set<Phase> phases(Conditions conditions, double greatest) {
		return NUMBERS.stream()
			.filter((number) -> number <= greatest)
			.map((number) -> conditions.judge(List.of(number)))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Phase.class)));
	}

	private static Phase only(Set<Phase> phases) {
		return phases.iterator().next();
	}

}
