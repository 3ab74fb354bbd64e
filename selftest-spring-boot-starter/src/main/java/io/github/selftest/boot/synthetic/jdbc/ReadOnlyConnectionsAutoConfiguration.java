package io.github.selftest.boot.synthetic.jdbc;

import javax.sql.DataSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration that makes connections of synthetic requests read-only.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ DataSource.class, ProxyFactory.class })
@ConditionalOnBooleanProperty(ReadOnlyConnectionsPostProcessor.PROPERTY)
@ConditionalOnSyntheticTraffic
@EnableConfigurationProperties(ReadOnlyConnectionsProperties.class)
public final class ReadOnlyConnectionsAutoConfiguration {

	@Bean
	static ReadOnlyConnectionsPostProcessor selfTestReadOnlyConnections() {
		return new ReadOnlyConnectionsPostProcessor();
	}

	@Bean
	TouchedBeans selfTestTouchedDataSources(ReadOnlyConnectionsPostProcessor postProcessor) {
		return postProcessor::touched;
	}

}
