package io.github.selftest.boot.synthetic.jdbc;

import javax.sql.DataSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration that makes connections of synthetic requests read-only.
 *
 * @since 0.1.0
 */
@AutoConfiguration(beforeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
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

	/**
	 * What there is with Spring Boot's pools. The first who knows a pool is asked, which
	 * is who was registered first.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourcePoolMetadataProvider.class)
	static class WithPools {

		@Bean
		TargetsPoolMetadata selfTestTargetsPoolMetadata(ObjectProvider<DataSourcePoolMetadataProvider> providers) {
			return new TargetsPoolMetadata(() -> providers.stream().toList());
		}

	}

}
