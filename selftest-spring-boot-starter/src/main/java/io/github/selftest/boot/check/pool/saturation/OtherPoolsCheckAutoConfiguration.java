package io.github.selftest.boot.check.pool.saturation;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.PoolIds;

/**
 * Auto-configuration for the pools of kind {@code pool} that are none of HikariCP.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.jdbc.autoconfigure.metadata.DataSourcePoolMetadataProvidersConfiguration")
@ConditionalOnCheck("pool")
public final class OtherPoolsCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "selfTestSaturationChecks")
	SaturationChecks selfTestSaturationChecks(ObjectProvider<PoolSource> sources, ObjectProvider<PoolIds> others) {
		return new SaturationChecks(sources.orderedStream().toList(),
				() -> others.stream().flatMap((ids) -> ids.taken().stream()).collect(Collectors.toSet()));
	}

	@Bean
	Executors selfTestExecutorPools(ConfigurableListableBeanFactory beans) {
		return new Executors(new ExistingBeans(beans));
	}

	@Bean
	HttpClients selfTestHttpClientPools(ConfigurableListableBeanFactory beans, ObjectProvider<MeterReadings> meters) {
		ClassLoader classes = beans.getBeanClassLoader();
		return new HttpClients(new ExistingBeans(beans),
				List.of(new ApacheHttpPools(classes), new JettyHttpPools(classes),
						new NettyHttpPools(classes, meters.getIfAvailable(() -> MeterReadings.NONE)),
						new JdkHttpClients()));
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestSilentHttpClients")
	SilentClients selfTestSilentHttpClients(HttpClients clients) {
		return new SilentClients(clients);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerApplicationContext.class)
	static class WithServer {

		@Bean
		ServerThreads selfTestServerPools(ApplicationContext context) {
			return new ServerThreads(
					() -> (context instanceof WebServerApplicationContext server) ? server.getWebServer() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourcePoolMetadataProvider.class)
	static class WithDataSource {

		@Bean
		DataSources selfTestDataSourcePools(ConfigurableListableBeanFactory beans,
				ObjectProvider<DataSourcePoolMetadataProvider> providers) {
			return new DataSources(new ExistingBeans(beans), List.copyOf(providers.orderedStream().toList()));
		}

	}

}
