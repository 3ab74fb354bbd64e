package io.github.selftest.boot.rollout.tags;

import java.util.List;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration for the tags of a release.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentityAutoConfiguration.class)
@ConditionalOnClass(MeterFilter.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(RolloutTagsAutoConfiguration.PROPERTY)
@EnableConfigurationProperties(RolloutTagsProperties.class)
public final class RolloutTagsAutoConfiguration {

	static final String PROPERTY = "selftest.rollout.tags.enabled";

	@Bean
	ReleaseTagsFilter selfTestRolloutTagsFilter(Identity identity) {
		return new ReleaseTagsFilter(identity);
	}

	@Bean
	TouchedBeans selfTestTouchedMeters() {
		List<TouchedBean> touched = List
			.of(new TouchedBean("all meters", PROPERTY, "each has the tags of the release that are known"));
		return () -> touched;
	}

}
