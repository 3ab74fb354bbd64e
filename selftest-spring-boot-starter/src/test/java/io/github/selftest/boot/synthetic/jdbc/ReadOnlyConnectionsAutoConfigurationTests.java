package io.github.selftest.boot.synthetic.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;

import io.github.selftest.boot.synthetic.MarkedHost;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Types and wiring; no connection is opened.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyConnectionsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ReadOnlyConnectionsAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues(MarkedHost.KEY, "selftest.synthetic.read-only-connections=true",
				"spring.datasource.url=jdbc:postgresql://localhost:1/none", "spring.datasource.hikari.pool-name=main");

	@Test
	void leavesAHikariDataSourceAHikariDataSource() {
		this.contextRunner.run((context) -> {
			HikariDataSource dataSource = context.getBean(HikariDataSource.class);
			assertThat(dataSource.getPoolName()).isEqualTo("main");
			assertThat(dataSource.unwrap(HikariDataSource.class)).isSameAs(dataSource);
			assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class))
				.isNotNull();
			assertThat(context.getBean(DataSource.class)).isSameAs(dataSource);
		});
	}

	@Test
	void tellsWhatItTouched() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(DataSource.class)).isNotNull();
			assertThat(context.getBean(TouchedBeans.class).touched())
				.extracting(TouchedBean::what, TouchedBean::property)
				.containsExactly(tuple("dataSource", "selftest.synthetic.read-only-connections"));
		});
	}

	@Test
	void keepsTheMetersOfThePool() {
		this.contextRunner.withUserConfiguration(Meters.class)
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
			.withPropertyValues("spring.datasource.hikari.initialization-fail-timeout=-1",
					"spring.datasource.hikari.connection-timeout=250")
			.run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection);
				assertThat(context.getBean(MeterRegistry.class).get("hikaricp.connections.max").gauge().value())
					.isEqualTo(10);
			});
	}

	@Test
	void keepsWhatIsKnownOfARunningPool() {
		this.contextRunner
			.withPropertyValues("spring.datasource.hikari.initialization-fail-timeout=-1",
					"spring.datasource.hikari.connection-timeout=250")
			.run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection);
				List<DataSourcePoolMetadataProvider> providers = context
					.getBeanProvider(DataSourcePoolMetadataProvider.class)
					.stream()
					.toList();
				DataSourcePoolMetadata pool = new CompositeDataSourcePoolMetadataProvider(providers)
					.getDataSourcePoolMetadata(dataSource);
				assertThat(pool).isNotNull();
				assertThat(pool.getActive()).isZero();
			});
	}

	@Test
	void guardsEachOfTwo() {
		this.contextRunner.withUserConfiguration(Two.class)
			.run((context) -> assertThat(context.getBean(TouchedBeans.class).touched()).extracting(TouchedBean::what)
				.containsExactly("first", "second"));
	}

	@Test
	void leavesAFinalClassAloneAndSaysSo(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Final.class).run((context) -> {
			assertThat(context).hasSingleBean(FinalDataSource.class);
			assertThat(context.getBean(FinalDataSource.class).getClass()).isSameAs(FinalDataSource.class);
			assertThat(context.getBean(TouchedBeans.class).touched()).isEmpty();
		});
		assertThat(output).contains("'finalDataSource' cannot be made read-only for synthetic requests");
	}

	@Test
	void closesThePoolOnce() {
		HikariDataSource[] closed = new HikariDataSource[1];
		this.contextRunner.run((context) -> {
			closed[0] = context.getBean(HikariDataSource.class);
			assertThat(closed[0].isClosed()).isFalse();
		});
		assertThat(closed[0].isClosed()).isTrue();
	}

	@Test
	void isAbsentUnlessAskedFor() {
		this.contextRunner.withPropertyValues("selftest.synthetic.read-only-connections=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ReadOnlyConnectionsPostProcessor.class);
			assertThat(context.getBean(DataSource.class).getClass()).isSameAs(HikariDataSource.class);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		HikariDataSource first() {
			return new HikariDataSource();
		}

		@Bean
		DataSource second() {
			return new OpenDataSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Final {

		@Bean
		FinalDataSource finalDataSource() {
			return new FinalDataSource();
		}

	}

	static class OpenDataSource extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			throw new SQLException("there is none");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	static final class FinalDataSource extends OpenDataSource {

	}

}
