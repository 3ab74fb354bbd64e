package io.github.selftest.boot.synthetic.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the metrics of synthetic requests are kept apart from those of users.
 *
 * @param mode With 'separate', series of synthetic requests have names of their own that
 * start with 'synthetic.', and those of users stay as they are; with 'tag', each series
 * of an observation has the tag 'synthetic', which is 'true' or 'false'.
 * @param spanAttribute Attribute of a synthetic request's spans, of value 'test'.
 */
@ConfigurationProperties("selftest.synthetic.metrics")
record SyntheticMetricsProperties(@DefaultValue("separate") Mode mode,
		@DefaultValue("user_agent.synthetic.type") String spanAttribute) {

	SyntheticMetricsProperties {
		if (spanAttribute.isBlank()) {
			throw new IllegalArgumentException("'span-attribute' must not be blank");
		}
	}

	/**
	 * How series are told apart.
	 */
	enum Mode {

		/**
		 * By name.
		 */
		SEPARATE,

		/**
		 * By a tag.
		 */
		TAG

	}

}
