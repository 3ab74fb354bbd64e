package io.github.selftest.boot.history;

import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import io.github.selftest.boot.engine.SelfTestEngine;
import io.github.selftest.boot.identity.Identity;

/**
 * Auto-configuration of what keeps the history over a restart. Off unless a store is
 * chosen.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.selftest.boot.SelfTestAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration" })
@ConditionalOnProperty("selftest.history.store")
@ConditionalOnBean(SelfTestEngine.class)
@EnableConfigurationProperties(HistoryProperties.class)
public final class HistoryAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "selftest.history.store", havingValue = "file")
	static class InFile {

		@Bean
		HistoryKeeper selfTestHistoryKeeper(SelfTestEngine selfTestEngine, HistoryProperties properties) {
			return new HistoryKeeper(selfTestEngine, new FileStore(Objects.requireNonNull(properties.file())),
					properties.intervalOr(Duration.ofMinutes(1)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "selftest.history.store", havingValue = "jdbc")
	static class InDatabase {

		@Bean
		HistoryKeeper selfTestHistoryKeeper(SelfTestEngine selfTestEngine, HistoryProperties properties,
				Identity identity, BeanFactory beans) {
			JdbcStore store = new JdbcStore(dataSource(properties.dataSource(), beans), spareConnections(), properties,
					identity.app(), identity.pod(), selfTestEngine.clock().wallClock());
			return new HistoryKeeper(selfTestEngine, store, properties.intervalOr(Duration.ofMinutes(5)));
		}

		private static SpareConnections spareConnections() {
			boolean hikari = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
					HistoryAutoConfiguration.class.getClassLoader());
			return hikari ? new SpareHikariConnections() : (dataSource) -> {
			};
		}

		private static DataSource dataSource(@Nullable String name, BeanFactory beans) {
			String property = HistoryProperties.PREFIX + ".data-source";
			if (name != null) {
				try {
					return beans.getBean(name, DataSource.class);
				}
				catch (NoSuchBeanDefinitionException ex) {
					throw new InvalidHistoryException(property, "'" + name + "'", "the name of a data source",
							"Correct the name.");
				}
			}
			ObjectProvider<DataSource> all = beans.getBeanProvider(DataSource.class);
			DataSource only = all.getIfUnique();
			if (only == null) {
				throw new InvalidHistoryException(property, "nothing, and there are " + all.stream().count(),
						"the name of a data source unless there is a single or a primary one",
						"Name the bean that the history is to be kept in.");
			}
			return only;
		}

	}

}
