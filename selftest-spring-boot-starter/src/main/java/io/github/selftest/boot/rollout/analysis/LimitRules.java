package io.github.selftest.boot.rollout.analysis;

import java.util.List;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with counts and limits.
 */
final class LimitRules {

	private LimitRules() {
	}

	static @Nullable Mistake missingCount(Subject subject) {
		Metric metric = subject.metric();
		if (!metric.has("interval") || metric.has("count")) {
			return null;
		}
		return subject.calls()
			.stream()
			.filter(Call::inline)
			.findFirst()
			.map((call) -> new Mistake(
					"an interval and no count in %s, which waits for the end".formatted(call.title()), "count"))
			.orElse(null);
	}

	static @Nullable Mistake missingInterval(Subject subject) {
		OptionalInt count = subject.metric().number("count");
		return (count.orElse(1) > 1 && !subject.metric().has("interval"))
				? new Mistake("count %d and no interval".formatted(count.getAsInt()), "interval") : null;
	}

	static @Nullable Mistake beyondCount(Subject subject) {
		Metric metric = subject.metric();
		int count = metric.number("count").orElse(0);
		int inconclusive = metric.number("inconclusiveLimit").orElse(0);
		int failures = metric.number("failureLimit").orElse(0);
		int successes = metric.number("consecutiveSuccessLimit").orElse(0);
		if (count <= 0) {
			return null;
		}
		if (inconclusive > count) {
			return new Mistake("inconclusiveLimit %d of count %d".formatted(inconclusive, count), "at most the count");
		}
		return (Math.max(failures, 0) + successes > count) ? new Mistake(
				"failureLimit %d and consecutiveSuccessLimit %d of count %d".formatted(failures, successes, count),
				"together at most the count") : null;
	}

	static @Nullable Mistake neverFails(Subject subject) {
		Metric metric = subject.metric();
		int count = metric.number("count").orElse(0);
		int failures = metric.number("failureLimit").orElse(0);
		if (failures < 0 && metric.number("consecutiveSuccessLimit").orElse(0) <= 0) {
			return new Mistake("failureLimit %d without consecutiveSuccessLimit".formatted(failures), "0 or more");
		}
		return (count > 0 && failures >= count)
				? new Mistake("failureLimit %d of count %d".formatted(failures, count), "less than the count") : null;
	}

	static @Nullable Mistake pausesAtOnce(Subject subject) {
		Metric metric = subject.metric();
		Conditions conditions = metric.conditions();
		if (conditions == null || conditions.success() == null || conditions.failure() == null
				|| metric.number("inconclusiveLimit").orElse(0) > 0 || metric.number("count").orElse(0) == 1
				|| !metric.has("interval")) {
			return null;
		}
		boolean undecided = metric.readsVerdict()
				|| (metric.isPrometheus() && conditions.judge(List.of()) == Phase.INCONCLUSIVE);
		return undecided ? new Mistake("no inconclusiveLimit: the first answer that is not known pauses the rollout",
				"inconclusiveLimit") : null;
	}

}
