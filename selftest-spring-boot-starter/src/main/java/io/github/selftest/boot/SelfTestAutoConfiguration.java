package io.github.selftest.boot;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.SelfTestEngine;
import io.github.selftest.boot.engine.SystemEngineClock;
import io.github.selftest.boot.identity.Identity;

/**
 * Auto-configuration for the engine.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LoopbackAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SelfTestProperties.class)
public final class SelfTestAutoConfiguration {

	@Bean
	SelfTestEngine selfTestEngine(SelfTestProperties properties, ObjectProvider<Check> checks,
			ObjectProvider<CheckProvider> providers, ObjectProvider<EngineListener> listeners,
			LoopbackClientFactory loopback, ObjectProvider<Identity> identity) {
		Identity self = identity.getIfAvailable();
		String version = (self != null) ? self.version() : "unknown";
		EngineClock clock = new SystemEngineClock();
		return new SelfTestEngine(properties.toSettings(clock.wallClock().instant()), clock,
				new ApplicationEngineHost(checks, providers, listeners, loopback, version));
	}

	@Bean
	SelfTestLifecycle selfTestLifecycle(SelfTestEngine selfTestEngine, ConfigurableEnvironment environment,
			ListableBeanFactory beans) {
		return new SelfTestLifecycle(selfTestEngine, new UnknownProperties(environment, beans));
	}

}
