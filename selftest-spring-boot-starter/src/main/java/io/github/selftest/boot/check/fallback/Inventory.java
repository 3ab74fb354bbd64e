package io.github.selftest.boot.check.fallback;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.core.env.Environment;

/**
 * All that is known of Resilience4j in this service.
 *
 * @param methods the annotated methods that an aspect can see
 * @param blind the annotations that no aspect sees
 * @param sources the instances, by kind
 * @param aspects which aspects there are, and in which order
 * @param environment where instances are configured
 */
record Inventory(List<GuardedMethod> methods, Collection<Blind> blind, List<Instances> sources, Aspects aspects,
		Environment environment) {

	private static final int MOST_NAMED = 3;

	List<Instance> instances() {
		return this.sources.stream().flatMap((source) -> source.all().stream()).toList();
	}

	Optional<Instance> find(Protection protection, String name) {
		return source(protection).flatMap((source) -> source.find(name));
	}

	Optional<Instances> source(Protection protection) {
		return this.sources.stream().filter((source) -> source.protection() == protection).findFirst();
	}

	/**
	 * Say where an instance stands.
	 * @param protection its kind
	 * @param name its name
	 * @return some of the methods that it guards, empty where it is asked by hand only
	 */
	String whereGuards(Protection protection, String name) {
		List<String> guarded = this.methods.stream()
			.filter((method) -> method.guards()
				.stream()
				.anyMatch((guard) -> guard.protection() == protection && guard.name().equals(name)))
			.map(GuardedMethod::label)
			.distinct()
			.sorted()
			.toList();
		if (guarded.isEmpty()) {
			return "";
		}
		String more = (guarded.size() > MOST_NAMED) ? " and %d more".formatted(guarded.size() - MOST_NAMED) : "";
		return guarded.stream().limit(MOST_NAMED).collect(Collectors.joining("', '", " on '", "'")) + more;
	}

	boolean isEmpty() {
		return this.methods.isEmpty() && this.blind.isEmpty()
				&& this.sources.stream().allMatch((source) -> source.all().isEmpty());
	}

}
