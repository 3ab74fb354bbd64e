package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Status;
import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The guard over requests of the service to itself, among those of users.
 */
class RequestGuardTests {

	private static final String PROOF = "selftest.check.fallback.proof.";

	private static MarkedHost host;

	@BeforeAll
	static void start() {
		host = MarkedHost.start(Service.class, MarkedHost.KEY, "logging.level.root=WARN",
				"selftest.schedule.enabled=false", "selftest.loopback.max-requests-per-second=1000",
				"selftest.fault.enabled=true", "selftest.fault.points.stock.type=breaker", PROOF + "enabled=true",
				PROOF + "requests.clean.path=/clean", PROOF + "requests.clean.tenant=sandbox-1",
				PROOF + "requests.clean.fault=stock=error", PROOF + "requests.leaking.path=/leaking",
				PROOF + "requests.leaking.tenant=sandbox-1", PROOF + "requests.leaking.fault=stock=error",
				PROOF + "requests.large.path=/large", PROOF + "requests.large.tenant=sandbox-1",
				PROOF + "requests.large.fault=stock=error", PROOF + "requests.aside.path=/aside",
				PROOF + "requests.aside.tenant=sandbox-1", PROOF + "requests.aside.fault=stock=error",
				"resilience4j.circuitbreaker.instances.stock.sliding-window-size=10",
				"resilience4j.circuitbreaker.instances.byHand.sliding-window-size=10",
				"resilience4j.ratelimiter.instances.stock.limit-for-period=100000");
	}

	@AfterAll
	static void stop() {
		host.close();
	}

	@Test
	void failsWhereABreakerRecordsTheRequestOfTheProof() throws Exception {
		IsolationGuard guard = host.bean(IsolationGuard.class);
		long before = guard.violations();
		assertThat(proof("fallbackProofLeaking").findings())
			.filteredOn((finding) -> finding.code().equals("fallback.isolation"))
			.singleElement()
			.satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.observed()).isEqualTo("CircuitBreaker 'byHand'");
			});
		assertThat(guard.violations()).isEqualTo(before + 1);
	}

	@Test
	void doesNotTakeUsersForAProof() throws Exception {
		IsolationGuard guard = host.bean(IsolationGuard.class);
		CircuitBreakerRegistry breakers = host.bean(CircuitBreakerRegistry.class);
		AtomicInteger recorded = new AtomicInteger();
		breakers.circuitBreaker("byHand").getEventPublisher().onEvent((event) -> recorded.incrementAndGet());
		long before = guard.violations();
		AtomicInteger asked = new AtomicInteger();
		AtomicBoolean ended = new AtomicBoolean();
		CountDownLatch started = new CountDownLatch(3);
		ExecutorService users = Executors.newFixedThreadPool(3);
		try {
			List<Future<?>> asking = new ArrayList<>();
			for (int user = 0; user < 3; user++) {
				asking.add(users.submit(() -> {
					while (!ended.get()) {
						ask(asked, started);
					}
					return null;
				}));
			}
			started.await();
			for (int i = 0; i < 20; i++) {
				assertThat(proof("fallbackProofClean").findings()).extracting(Finding::code)
					.contains("fallback.proof-injected")
					.doesNotContain("fallback.isolation");
			}
			ended.set(true);
			for (Future<?> one : asking) {
				one.get();
			}
		}
		finally {
			users.shutdownNow();
		}
		assertThat(guard.violations()).isEqualTo(before);
		assertThat(recorded).hasValue(asked.get());
	}

	@Test
	void tellsOfABreakerWhereNoAnswerCameOfTheRequest() throws Exception {
		IsolationGuard guard = host.bean(IsolationGuard.class);
		long before = guard.violations();
		Check check = Resilience.find(host.context(), "fallbackProofLarge");
		TestCheckContext context = context(check);
		assertThatExceptionOfType(FindingError.class).isThrownBy(() -> check.run(context));
		assertThat(context.findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.code()).isEqualTo("fallback.isolation"));
		assertThat(guard.violations()).isEqualTo(before + 1);
	}

	@Test
	void isInconclusiveAndCountsNothingWhereNoFaultHappened() throws Exception {
		IsolationGuard guard = host.bean(IsolationGuard.class);
		long before = guard.violations();
		assertThat(proof("fallbackProofAside").findings()).extracting(Finding::code)
			.containsExactly("fallback.proof-no-fault");
		assertThat(guard.violations()).isEqualTo(before);
	}

	@Test
	void forgetsAProofThatIsOver() {
		ProofRuns runs = new ProofRuns();
		String run = runs.begin(Set.of(Protection.CIRCUIT_BREAKER));
		runs.seen(Protection.CIRCUIT_BREAKER, "outside of any proof");
		SyntheticContext.Scope scope = ProofRuns.context(run).open();
		try {
			runs.seen(Protection.CIRCUIT_BREAKER, "stock");
			runs.seen(Protection.BULKHEAD, "stock");
			assertThat(runs.end(run)).containsExactly("stock");
			runs.seen(Protection.CIRCUIT_BREAKER, "stock");
			assertThat(runs.end(run)).isEmpty();
		}
		finally {
			scope.close();
		}
	}

	private static void ask(AtomicInteger asked, CountDownLatch started) throws IOException, InterruptedException {
		assertThat(host.get("/leaking").body()).isEqualTo("real and by hand");
		asked.incrementAndGet();
		started.countDown();
	}

	private static CheckResult proof(String id) throws Exception {
		Check check = Resilience.find(host.context(), id);
		return check.run(context(check));
	}

	private static TestCheckContext context(Check check) {
		return TestCheckContext.of(check.definition()).withLoopback(host.bean(LoopbackClientFactory.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Stock.class, Pages.class })
	static class Service {

	}

	public static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@RateLimiter(name = "stock")
		public String level() {
			return "real";
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

	}

	@RestController
	static class Pages {

		private static final int MORE_THAN_IS_READ = 1_100_000;

		private final Stock stock;

		private final io.github.resilience4j.circuitbreaker.CircuitBreaker byHand;

		Pages(Stock stock, CircuitBreakerRegistry breakers) {
			this.stock = stock;
			this.byHand = breakers.circuitBreaker("byHand");
		}

		@GetMapping("/clean")
		String clean() {
			return this.stock.level();
		}

		@GetMapping("/leaking")
		String leaking() {
			return this.stock.level() + this.byHand.executeSupplier(() -> " and by hand");
		}

		@GetMapping("/large")
		String large() {
			return leaking() + "x".repeat(MORE_THAN_IS_READ);
		}

		@GetMapping("/aside")
		String aside() {
			return this.byHand.executeSupplier(() -> "by hand alone");
		}

	}

}
