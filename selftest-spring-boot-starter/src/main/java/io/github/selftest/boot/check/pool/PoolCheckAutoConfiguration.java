package io.github.selftest.boot.check.pool;

import java.util.function.LongSupplier;
import java.util.function.Predicate;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.HostReadingsAutoConfiguration;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration for kind {@code pool}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = HostReadingsAutoConfiguration.class)
@ConditionalOnClass({ HikariDataSource.class, DataSourceUnwrapper.class, DelegatingDataSource.class })
@ConditionalOnCheck("pool")
@EnableConfigurationProperties(PoolCheckProperties.class)
public final class PoolCheckAutoConfiguration {

	private static final LongSupplier TIME = System::nanoTime;

	@Bean
	@ConditionalOnMissingBean(name = "selfTestPoolChecks")
	PoolChecks selfTestPoolChecks(BeanFactory beans, PoolCheckProperties properties,
			ObjectProvider<MeterReadings> meters, Environment environment) {
		SettingRules rules = new SettingRules(properties,
				environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false),
				Runtime.version().feature());
		Predicate<String> isEnabled = (id) -> environment.getProperty("selftest.checks." + id + ".enabled",
				Boolean.class, true);
		return new PoolChecks(new PoolFinder(beans), properties, isEnabled,
				meters.getIfAvailable(() -> MeterReadings.NONE), rules, TIME);
	}

	@Bean
	@ConditionalOnBooleanProperty("selftest.check.pool.record-times")
	TouchedBeans selfTestTouchedPools(PoolChecks selfTestPoolChecks) {
		return () -> selfTestPoolChecks.known()
			.stream()
			.filter(PoolCheck::isRecordingTimes)
			.map((pool) -> new TouchedBean("connection pool '" + pool.name() + "'", "selftest.check.pool.record-times",
					"its metrics tracker is wrapped, and goes on counting"))
			.toList();
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestPoolTargetChecks")
	TargetChecks selfTestPoolTargetChecks(PoolCheckProperties properties) {
		return new TargetChecks(properties, TIME);
	}

	@Bean
	@ConditionalOnBean(name = "selfTestObservedStatements")
	StatementTimes selfTestStatementTimes(PoolCheckProperties properties) {
		return new StatementTimes(properties, TIME);
	}

	@Bean
	@ConditionalOnBean(StatementTimes.class)
	@ConditionalOnMissingBean(name = "selfTestPoolStatementsCheck")
	StatementsCheck selfTestPoolStatementsCheck(StatementTimes selfTestStatementTimes, PoolCheckProperties properties) {
		return new StatementsCheck(selfTestStatementTimes, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, DataSourceHealthIndicator.class })
	static class WithHealth {

		@Bean
		CoveredDatabases selfTestCoveredDatabases(PoolChecks selfTestPoolChecks) {
			return new CoveredDatabases(selfTestPoolChecks::isWatched);
		}

	}

}
