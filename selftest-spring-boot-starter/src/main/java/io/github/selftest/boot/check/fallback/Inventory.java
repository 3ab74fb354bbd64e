package io.github.selftest.boot.check.fallback;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

	List<Instance> instances() {
		return this.sources.stream().flatMap((source) -> source.all().stream()).toList();
	}

	Optional<Instance> find(Protection protection, String name) {
		return source(protection).flatMap((source) -> source.find(name));
	}

	Optional<Instances> source(Protection protection) {
		return this.sources.stream().filter((source) -> source.protection() == protection).findFirst();
	}

	boolean isEmpty() {
		return this.methods.isEmpty() && this.blind.isEmpty()
				&& this.sources.stream().allMatch((source) -> source.all().isEmpty());
	}

}
