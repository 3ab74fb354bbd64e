package io.github.selftest.boot.history;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HistoryAutoConfiguration.class, SelfTestAutoConfiguration.class,
				LoopbackAutoConfiguration.class, IdentityAutoConfiguration.class));

	@TempDir
	private Path folder;

	@Test
	void nothingIsThereUnlessAskedFor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(HistoryKeeper.class));
		this.runner.withPropertyValues("selftest.history.store=none")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HistoryKeeper.class));
	}

	@Test
	void aFileIsWrittenWhenTheApplicationStops() {
		Path file = this.folder.resolve("history.bin");
		this.runner.withPropertyValues("selftest.history.store=file", "selftest.history.file=" + file)
			.run((context) -> assertThat(context).hasSingleBean(HistoryKeeper.class));
		assertThat(file).exists();
	}

	@Test
	void thereIsNoStoreWithoutTheEngine() {
		this.runner
			.withPropertyValues("selftest.enabled=false", "selftest.history.store=file", "selftest.history.file=x")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HistoryKeeper.class));
	}

	@Test
	void aFileMustBeNamed() {
		this.runner.withPropertyValues("selftest.history.store=file")
			.run((context) -> failsFor(context, "'selftest.history.file' must be the path of a file but was nothing"));
	}

	@Test
	void aTableMustBeAnIdentifier() {
		this.runner
			.withPropertyValues("selftest.history.store=jdbc", "selftest.history.table=history; DROP TABLE users")
			.run((context) -> failsFor(context, "'selftest.history.table' must be a name of letters"));
	}

	@Test
	void aStoreThatDoesNotExistIsRefused() {
		this.runner.withPropertyValues("selftest.history.store=redis")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void aDatabaseNeedsADataSource() {
		this.runner.withPropertyValues("selftest.history.store=jdbc")
			.run((context) -> failsFor(context, "was nothing, and there are 0"));
	}

	@Test
	void oneOfSeveralDataSourcesMustBeNamed() {
		ApplicationContextRunner two = this.runner.withUserConfiguration(TwoDataSources.class)
			.withPropertyValues("selftest.history.store=jdbc");
		two.run((context) -> failsFor(context, "was nothing, and there are 2"));
		two.withPropertyValues("selftest.history.data-source=reports")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(HistoryKeeper.class));
		two.withPropertyValues("selftest.history.data-source=other")
			.run((context) -> failsFor(context, "'selftest.history.data-source' must be the name of a data source"));
	}

	@Test
	void aPoolOtherThanHikariIsFine() {
		this.runner.withUserConfiguration(TwoDataSources.class)
			.withClassLoader(new FilteredClassLoader("com.zaxxer.hikari"))
			.withPropertyValues("selftest.history.store=jdbc", "selftest.history.data-source=main")
			.run((context) -> assertThat(context).hasSingleBean(HistoryKeeper.class));
	}

	private static void failsFor(AssertableApplicationContext context, String message) {
		assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.isInstanceOf(InvalidHistoryException.class)
			.hasMessageContaining(message);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		DataSource main() {
			return new DriverManagerDataSource("jdbc:postgresql://localhost:1/main");
		}

		@Bean
		DataSource reports() {
			return new DriverManagerDataSource("jdbc:postgresql://localhost:1/reports");
		}

	}

}
