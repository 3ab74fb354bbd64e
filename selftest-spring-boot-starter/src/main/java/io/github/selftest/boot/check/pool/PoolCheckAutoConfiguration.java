package io.github.selftest.boot.check.pool;

import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.HostReadingsAutoConfiguration;
import io.github.selftest.boot.check.MeterReadings;
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
		return new PoolChecks(new PoolFinder(beans), properties, meters.getIfAvailable(() -> MeterReadings.NONE), rules,
				TIME);
	}

	@Bean
	@ConditionalOnBooleanProperty("selftest.check.pool.record-times")
	TouchedBeans selfTestTouchedPools(ObjectProvider<PoolChecks> checks) {
		return () -> checks.stream().flatMap((pools) -> pools.touched().stream()).toList();
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

}
