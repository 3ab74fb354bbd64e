package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.ResponseLifetimes;

/**
 * For how long others may go on with answers that are made of a cache: what somebody has
 * declared, else what was seen in the answers of the resources that somebody has named.
 *
 * @param declared what was declared, {@code null} if it is to be seen
 * @param resources names of resources, sorted
 * @param seen what was seen of resources
 */
record ResponseAge(@Nullable Duration declared, List<String> resources, ResponseLifetimes seen) {

	static ResponseAge of(@Nullable Duration declared, Set<String> resources, ResponseLifetimes seen) {
		return new ResponseAge(declared, resources.stream().sorted().toList(), seen);
	}

	/**
	 * Return whether anybody has said where to look.
	 */
	boolean isNamed() {
		return this.declared != null || !this.resources.isEmpty();
	}

	/**
	 * Return the longest age that is known.
	 */
	Duration longestKnown() {
		if (this.declared != null) {
			return this.declared;
		}
		return this.resources.stream()
			.map(this.seen::longest)
			.flatMap(Optional::stream)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
	}

	/**
	 * Return the resources whose age is not known.
	 */
	List<String> unknown() {
		return (this.declared != null) ? List.of()
				: this.resources.stream().filter((resource) -> this.seen.longest(resource).isEmpty()).toList();
	}

}
