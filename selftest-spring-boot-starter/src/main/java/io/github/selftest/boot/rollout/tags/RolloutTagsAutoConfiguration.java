package io.github.selftest.boot.rollout.tags;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

/**
 * Auto-configuration for the tags of a release.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentityAutoConfiguration.class)
@ConditionalOnClass(MeterFilter.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("selftest.rollout.tags.enabled")
@EnableConfigurationProperties(RolloutTagsProperties.class)
public final class RolloutTagsAutoConfiguration {

	@Bean
	ReleaseTagsFilter selfTestRolloutTagsFilter(Identity identity) {
		return new ReleaseTagsFilter(identity);
	}

}
