package io.github.selftest.sample.failover;

import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Two pools, one by way of the pooler and a small one past it, and the data source that
 * chooses. Migrations go direct, as a pooler in transaction mode keeps no locks of
 * sessions.
 */
@Configuration(proxyBeanMethods = false)
@Profile("pooler")
class PoolerConfiguration {

	@Bean
	DatabaseAccess databaseAccess(ObjectProvider<JdbcConnectionDetails> given, DataSourceProperties properties) {
		JdbcConnectionDetails details = given.getIfAvailable();
		return (details != null)
				? new DatabaseAccess(details.getJdbcUrl(), text(details.getUsername()), text(details.getPassword()))
				: new DatabaseAccess(text(properties.determineUrl()), text(properties.determineUsername()),
						text(properties.determinePassword()));
	}

	@Bean(defaultCandidate = false)
	@ConfigurationProperties("spring.datasource.hikari")
	HikariDataSource pooledDataSource(DatabaseAccess database, PoolerProperties pooler) {
		return database.pool(pooler.url());
	}

	@Bean(defaultCandidate = false)
	@FlywayDataSource
	HikariDataSource directDataSource(DatabaseAccess database, PoolerProperties pooler) {
		HikariDataSource direct = database.pool(database.url());
		direct.setPoolName("shop-direct");
		direct.setMaximumPoolSize(pooler.maxDirectConnections());
		// none while nobody needs one: the server has few of them
		direct.setMinimumIdle(0);
		direct.setIdleTimeout(10_000);
		direct.setConnectionTimeout(2_000);
		return direct;
	}

	@Bean
	CountedSwitches countedSwitches(MeterRegistry meters) {
		return new CountedSwitches(meters);
	}

	@Bean
	Failover failover(DatabaseAccess database, PoolerProperties pooler, CountedSwitches switches) {
		PoolerLook look = new PoolerLook(pooler.url(), database.username(), database.password(), pooler.lookTimeout());
		return new Failover(look, pooler, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble(), switches);
	}

	@Bean
	DataSource dataSource(@Qualifier("pooledDataSource") DataSource pooled,
			@Qualifier("directDataSource") DataSource direct, Failover failover) {
		return new FailoverDataSource(pooled, direct, failover, System::nanoTime);
	}

	@Bean
	PoolerWatch poolerWatch(Failover failover) {
		return new PoolerWatch(failover);
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
