package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.check.CoveredIndicators;
import io.github.selftest.boot.check.HostReadingsAutoConfiguration;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PoolCheckAutoConfigurationTests {

	private static EmbeddedPostgres database;

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(PoolCheckAutoConfiguration.class, HostReadingsAutoConfiguration.class));

	@BeforeAll
	static void startDatabase() throws IOException {
		database = TestPostgres.start();
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@Test
	void checksThePoolOfTheApplication() {
		withDatabase().withPropertyValues("spring.datasource.hikari.pool-name=shop").run((context) -> {
			assertThat(context.getBean(PoolChecks.class).checks()).extracting((check) -> check.definition().id())
				.containsExactly("poolShop", "poolSettings");
			new JdbcTemplate(context.getBean(DataSource.class)).queryForList("SELECT 1");
			CheckResult result = run(context.getBean(PoolChecks.class), "poolShop");
			assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASS);
			assertThat(result.measurements()).extracting(Measurement::name)
				.contains("usageMean", "acquireMax", "timeouts", "missing");
			assertThat(run(context.getBean(PoolChecks.class), "poolSettings").findings()).extracting(Finding::code)
				.contains("pool.connection-timeout");
		});
	}

	@Test
	void startsNoPoolByBeingThere() {
		withDatabase().run((context) -> {
			context.getBean(PoolChecks.class).checks();
			assertThat(context.getBean(HikariDataSource.class).getHikariPoolMXBean()).isNull();
			Finding finding = Pools.worst(run(context.getBean(PoolChecks.class), "poolMain"));
			assertThat(finding.code()).isEqualTo("pool.never-started");
			assertThat(context.getBean(HikariDataSource.class).getHikariPoolMXBean()).isNull();
		});
	}

	@Test
	void listsThePoolsWhoseTimesItRecords() {
		withDatabase().run((context) -> assertThat(context).doesNotHaveBean(TouchedBeans.class));
		withDatabase().withPropertyValues("selftest.check.pool.record-times=true").run((context) -> {
			new JdbcTemplate(context.getBean(DataSource.class)).queryForList("SELECT 1");
			assertThat(context.getBean(TouchedBeans.class).touched()).isEmpty();
			run(context.getBean(PoolChecks.class), "poolMain");
			assertThat(context.getBean(TouchedBeans.class).touched()).extracting(TouchedBean::what)
				.containsExactly("connection pool 'main'");
		});
	}

	@Test
	void keepsACheckAsLongAsItsPool() {
		withDatabase().run((context) -> {
			PoolChecks checks = context.getBean(PoolChecks.class);
			assertThat(checks.checks().iterator().next()).isSameAs(checks.checks().iterator().next());
		});
	}

	@Test
	void coversBootsIndicatorOfAPoolThatItWatches() {
		withDatabase().run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			CoveredIndicators covered = context.getBean(CoveredIndicators.class);
			assertThat(covered.covers(new DataSourceHealthIndicator(pool))).isTrue();
			assertThat(covered.covers(new DataSourceHealthIndicator(new LazyConnectionDataSourceProxy(pool)))).isTrue();
			// of the application, and of a database without a pool
			assertThat(covered.covers(new DataSourceHealthIndicator(pool) {
			})).isFalse();
			assertThat(covered.covers(new DataSourceHealthIndicator(database.getPostgresDatabase()))).isFalse();
		});
	}

	@Test
	void coversNoIndicatorOfAPoolThatIsNotChecked() {
		for (String property : List.of("selftest.check.pool.exclude=main", "selftest.checks.poolMain.enabled=false")) {
			withDatabase().withPropertyValues(property).run((context) -> {
				DataSourceHealthIndicator indicator = new DataSourceHealthIndicator(context.getBean(DataSource.class));
				assertThat(context.getBean(CoveredIndicators.class).covers(indicator)).as(property).isFalse();
			});
		}
	}

	@Test
	void hasNoCheckWithoutAPool() {
		this.runner.run((context) -> assertThat(context.getBean(PoolChecks.class).checks()).isEmpty());
	}

	@Test
	void leavesOutAPoolThatIsExcluded() {
		withDatabase().withPropertyValues("selftest.check.pool.exclude=main")
			.run((context) -> assertThat(context.getBean(PoolChecks.class).checks()).isEmpty());
	}

	@Test
	void backsOffWhenSwitchedOffOrWithoutHikari() {
		this.runner.withPropertyValues("selftest.check.pool.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PoolChecks.class)
				.doesNotHaveBean("selfTestObservedStatements"));
		this.runner.withClassLoader(new FilteredClassLoader("com.zaxxer.hikari"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("selfTestPoolChecks"));
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("selfTestPoolChecks")
				.doesNotHaveBean("selfTestCoveredDatabases"));
		this.runner.withClassLoader(new FilteredClassLoader("net.ttddyy", "io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("selfTestPoolChecks")
				.doesNotHaveBean("selfTestPoolStatementsCheck"));
	}

	@Test
	void tellsTheTimesOfStatementsWhereTheyAreObserved() {
		withDatabase().withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean(Propagator.class, () -> Propagator.NOOP)
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					DataSourceObservationAutoConfiguration.class))
			.run((context) -> {
				StatementsCheck check = context.getBean(StatementsCheck.class);
				assertThat(check.run(TestCheckContext.of(check.definition())).status()).isEqualTo(Status.INCONCLUSIVE);
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				for (int i = 0; i < 25; i++) {
					jdbc.queryForList("SELECT 1");
				}
				CheckResult quick = check.run(TestCheckContext.of(check.definition()));
				assertThat(quick.status()).as(quick.toString()).isEqualTo(Status.PASS);
				for (int i = 0; i < 25; i++) {
					assertThatExceptionOfType(BadSqlGrammarException.class)
						.isThrownBy(() -> jdbc.execute("SELECT s3cret"));
				}
				CheckResult wrong = check.run(TestCheckContext.of(check.definition()));
				assertThat(Pools.worst(wrong).code()).as(wrong.toString()).isEqualTo("pool.statement-errors");
				assertThat(Pools.worst(wrong).observed()).contains("42=25").doesNotContain("s3cret");
				assertThat(run(context.getBean(PoolChecks.class), "poolMain").status()).isEqualTo(Status.PASS);
			});
	}

	private ApplicationContextRunner withDatabase() {
		return this.runner
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourcePoolMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
					"selftest.check.pool.acquire-limit=10s", "selftest.check.pool.query-limit=10s");
	}

	private static CheckResult run(PoolChecks checks, String id) throws Exception {
		List<? extends Check> all = List.copyOf(checks.checks());
		Check check = all.stream().filter((one) -> one.definition().id().equals(id)).findFirst().orElseThrow();
		return Objects.requireNonNull(check.run(TestCheckContext.of(check.definition())));
	}

}
