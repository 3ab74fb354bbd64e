package io.github.selftest.boot.check.health;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.util.ClassUtils;

/**
 * Reactive contributors as blocking ones that know of which class they were.
 */
final class BlockingContributors implements CompositeHealthContributor {

	private final ReactiveHealthContributors contributors;

	BlockingContributors(ReactiveHealthContributors contributors) {
		this.contributors = contributors;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		ReactiveHealthContributor contributor = this.contributors.getContributor(name);
		return (contributor != null) ? blocking(contributor) : null;
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return this.contributors.stream()
			.map((entry) -> new HealthContributors.Entry(entry.name(), blocking(entry.contributor())));
	}

	private static HealthContributor blocking(ReactiveHealthContributor contributor) {
		if (contributor instanceof CompositeReactiveHealthContributor composite) {
			return new BlockingContributors(composite);
		}
		HealthContributor blocking = contributor.asHealthContributor();
		return (blocking instanceof HealthIndicator indicator)
				? new StandInIndicator(indicator, ClassUtils.getUserClass(contributor)) : blocking;
	}

}
