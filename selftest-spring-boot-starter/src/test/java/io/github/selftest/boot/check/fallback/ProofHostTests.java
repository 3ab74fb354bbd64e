package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Proofs in a running service, by its engine, on PostgreSQL.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProofHostTests {

	private static EmbeddedPostgres postgres;

	private static MarkedHost host;

	@BeforeAll
	static void start(CapturedOutput output) throws IOException {
		postgres = TestPostgres.start();
		host = MarkedHost.start(Service.class, "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"spring.datasource.hikari.maximum-pool-size=2", "spring.datasource.hikari.connection-timeout=10000",
				"selftest.schedule.enabled=false", "selftest.check.fallback.proof.enabled=true",
				"selftest.check.fallback.proof.decorators=true", "selftest.checks.fallbackProofStubborn.deadline=300ms",
				"management.endpoints.web.exposure.include=circuitbreakers,circuitbreakerevents,retries,retryevents",
				"resilience4j.circuitbreaker.instances.stock.sliding-window-size=10",
				"resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=10");
		assertThat(output).doesNotContain("selfTest");
		host.bean(JdbcTemplate.class).execute("create table stock (product text)");
		await().until(() -> host.bean(Engine.class).check("fallbackProofLevel").isPresent());
	}

	@AfterAll
	static void stop() throws IOException {
		host.close();
		postgres.close();
	}

	@Test
	void aHundredProofsLeaveWhatActuatorTellsOfTheInstancesUnchanged() throws Exception {
		host.bean(Stock.class).level(false);
		host.bean(Stock.class).level(true);
		String before = figures();
		assertThat(before).contains("\"bufferedCalls\":2", "\"failedCalls\":1", "\"type\":\"ERROR\"");
		for (int i = 0; i < 100; i++) {
			assertThat(run("fallbackProofLevel").status()).isEqualTo(Status.PASS);
			assertThat(run("fallbackProofByHand").status()).isEqualTo(Status.PASS);
		}
		assertThat(figures()).isEqualTo(before);
	}

	@Test
	void aProofThatHangsIsEndedAtTheDeadlineAndReported() {
		CheckReport report = run("fallbackProofStubborn");
		assertThat(report.status()).isEqualTo(Status.FAIL);
		assertThat(latest(report).duration()).isLessThan(Duration.ofSeconds(3));
		assertThat(host.bean(Stock.class).level(true)).isEqualTo("real");
		Stock.PATIENCE.countDown();
	}

	@Test
	void aTransactionLeftOpenIsRolledBackAndItsConnectionGivenBack() {
		JdbcTemplate jdbc = host.bean(JdbcTemplate.class);
		for (int i = 0; i < 3; i++) {
			assertThat(latest(run("fallbackProofLeavesOpen")).result().findings()).extracting(Finding::code)
				.contains("fallback.proof-transaction");
			assertThat(jdbc.queryForObject("select count(*) from stock", Integer.class)).isZero();
		}
		jdbc.update("insert into stock values ('pears')");
		assertThat(jdbc.queryForObject("select count(*) from pg_stat_activity where state = 'idle in transaction'",
				Integer.class))
			.isZero();
		assertThat(jdbc.update("delete from stock")).as("committed by itself, as ever").isOne();
	}

	private static CheckReport run(String check) {
		return host.bean(Engine.class).run("deep", check, Duration.ZERO).join();
	}

	private static CompletedRun latest(CheckReport report) {
		return Objects.requireNonNull(report.latest());
	}

	private static String figures() throws IOException, InterruptedException {
		StringBuilder figures = new StringBuilder();
		for (String endpoint : new String[] { "circuitbreakers", "circuitbreakerevents", "retries", "retryevents" }) {
			figures.append(host.get("/actuator/" + endpoint).body());
		}
		return figures.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Stock.class, Orders.class, ByHand.class })
	static class Service {

	}

	public static class Stock {

		static final CountDownLatch PATIENCE = new CountDownLatch(1);

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@Retry(name = "stock")
		@ProveFallback(name = "level", arguments = "true")
		public String level(boolean good) {
			if (!good) {
				throw new IllegalStateException();
			}
			return "real";
		}

		public String cached(boolean good, Throwable thrown) {
			return "cached";
		}

		@CircuitBreaker(name = "stubborn", fallbackMethod = "wait")
		@ProveFallback(name = "stubborn")
		public String stubborn() {
			return "real";
		}

		public String wait(Throwable thrown) {
			while (PATIENCE.getCount() > 0) {
				try {
					PATIENCE.await();
				}
				catch (InterruptedException ex) {
					// goes on waiting
				}
			}
			return "cached";
		}

	}

	public static class Orders {

		private final JdbcTemplate jdbc;

		private final PlatformTransactionManager transactions;

		Orders(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
			this.jdbc = jdbc;
			this.transactions = transactions;
		}

		@CircuitBreaker(name = "orders", fallbackMethod = "begin")
		@ProveFallback(name = "leaves-open")
		public String orders() {
			return "real";
		}

		public String begin(Throwable thrown) {
			this.transactions.getTransaction(new DefaultTransactionDefinition());
			this.jdbc.update("insert into stock values ('apples')");
			return "cached";
		}

	}

	static class ByHand implements FallbackProbe {

		private final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker;

		ByHand(CircuitBreakerRegistry breakers) {
			this.breaker = breakers.circuitBreaker("stock");
		}

		@Override
		public String name() {
			return "by-hand";
		}

		@Override
		public Class<?> type() {
			return io.github.resilience4j.circuitbreaker.CircuitBreaker.class;
		}

		@Override
		public String method() {
			return "stock";
		}

		@Override
		public Object call() {
			try {
				return this.breaker.executeSupplier(() -> {
					throw new IllegalStateException("the real call");
				});
			}
			catch (CallNotPermittedException ex) {
				return "cached";
			}
		}

	}

}
