package io.github.selftest.boot.rollout.analysis;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with arguments.
 */
final class ArgumentRules {

	private ArgumentRules() {
	}

	static @Nullable Mistake undeclared(Subject subject) {
		Set<String> declared = subject.template().arguments().values().keySet();
		return Arguments.placeholders(subject.metric().allText())
			.stream()
			.filter((placeholder) -> !Arguments.isArgument(placeholder)
					|| !declared.contains(Arguments.nameOf(placeholder)))
			.findFirst()
			.map((placeholder) -> new Mistake("{{%s}}".formatted(placeholder), "one of %s".formatted(declared)))
			.orElse(null);
	}

	static @Nullable Mistake unset(Subject subject) {
		for (Call call : subject.calls()) {
			for (String name : used(subject)) {
				Map<String, Optional<String>> passed = call.arguments().values();
				Map<String, Optional<String>> declared = subject.template().arguments().values();
				if (declared.containsKey(name) && declared.get(name).isEmpty()
						&& passed.getOrDefault(name, Optional.empty()).isEmpty()) {
					return new Mistake("'%s' has no value in %s".formatted(name, call.title()), "a value");
				}
			}
		}
		return null;
	}

	static @Nullable Mistake emptyHash(Subject subject) {
		for (Call call : subject.calls()) {
			for (String name : used(subject)) {
				Optional<String> value = call.arguments().values().getOrDefault(name, Optional.empty());
				if (value.filter((from) -> from.contains("fieldPath") && from.contains("pod-template-hash"))
					.isPresent()) {
					return new Mistake(
							"'%s' is a label of the Rollout in %s, which has none".formatted(name, call.title()),
							"valueFrom: {podTemplateHashValue: Latest}");
				}
			}
		}
		return null;
	}

	private static Set<String> used(Subject subject) {
		Set<String> names = new java.util.TreeSet<>();
		Arguments.placeholders(subject.metric().allText())
			.stream()
			.filter(Arguments::isArgument)
			.map(Arguments::nameOf)
			.forEach(names::add);
		return names;
	}

}
