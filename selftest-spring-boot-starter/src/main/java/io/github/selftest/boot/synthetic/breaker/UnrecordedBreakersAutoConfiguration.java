package io.github.selftest.boot.synthetic.breaker;

import java.util.List;

import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration that keeps synthetic requests out of breakers.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ CircuitBreakerAspectExt.class, ProceedingJoinPoint.class })
@ConditionalOnBooleanProperty(name = UnrecordedBreakersAutoConfiguration.PROPERTY, havingValue = false)
@ConditionalOnSyntheticTraffic
@EnableConfigurationProperties(UnrecordedBreakersProperties.class)
public final class UnrecordedBreakersAutoConfiguration {

	static final String PROPERTY = "selftest.synthetic.breakers.recorded";

	@Bean
	UnrecordedBreakers selfTestUnrecordedBreakers(ObjectProvider<CircuitBreakerAspectExt> all) {
		return new UnrecordedBreakers(all);
	}

	@Bean
	TouchedBeans selfTestTouchedBreakers() {
		List<TouchedBean> touched = List.of(new TouchedBean("circuit breakers of Resilience4j on annotated methods",
				PROPERTY, "calls of synthetic requests are not recorded; an open breaker refuses them all the same"));
		return () -> touched;
	}

}
