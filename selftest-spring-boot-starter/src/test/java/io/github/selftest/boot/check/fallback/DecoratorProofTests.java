package io.github.selftest.boot.check.fallback;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.ConfigurationNotFoundException;
import io.github.resilience4j.decorators.Decorators;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Proofs of fallbacks that decorate calls by hand, past all annotations.
 */
class DecoratorProofTests {

	private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor();

	private static final String[] PROPERTIES = { "selftest.check.fallback.proof.decorators=true",
			"resilience4j.circuitbreaker.instances.prices.sliding-window-size=10000",
			"resilience4j.circuitbreaker.instances.prices.minimum-number-of-calls=10000",
			"resilience4j.circuitbreaker.instances.prices.permitted-number-of-calls-in-half-open-state=2",
			"resilience4j.retry.instances.prices.max-attempts=3",
			"resilience4j.retry.instances.prices.wait-duration=1ms",
			"resilience4j.bulkhead.instances.prices.max-concurrent-calls=100",
			"resilience4j.ratelimiter.instances.prices.limit-for-period=100000",
			"resilience4j.ratelimiter.instances.prices.limit-refresh-period=1h",
			"resilience4j.timelimiter.instances.prices.timeout-duration=1h" };

	@RegisterExtension
	static final SharedService shared = new SharedService(List.of(Prices.class, Probes.class, HandingOver.class),
			(context) -> {
				breaker(context).reset();
				prices(context).entered.set(0);
			}, PROPERTIES);

	@AfterAll
	static void stop() {
		SCHEDULER.shutdownNow();
	}

	@Test
	void provesTheFallbackOfASupplierBelowAllDecorators() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofSupplier").findings()).singleElement()
				.satisfies((finding) -> {
					assertThat(finding.status()).isEqualTo(Status.PASS);
					assertThat(finding.message())
						.isEqualTo("The fallback of CircuitBreaker 'prices' served when the method failed");
				});
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void provesTheFallbackOfAStageWhoseRetryWouldAskAgainOnAnotherThread() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofStage").status()).isEqualTo(Status.PASS);
			SCHEDULER.submit(() -> "after all that was scheduled before").get();
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void provesWhatTheInstanceItselfExecutes() throws Exception {
		shared.run((context) -> assertThat(Resilience.run(context, "fallbackProofExecuted").status())
			.isEqualTo(Status.PASS));
	}

	@Test
	void provesWhatIsThereForEachRefusal() throws Exception {
		shared.run((context) -> {
			for (String proof : List.of("Full", "TooMany", "TooSlow", "TooSlowLater")) {
				assertThat(Resilience.run(context, "fallbackProof" + proof).findings()).as(proof)
					.extracting(Finding::code)
					.containsExactly("fallback.proof");
			}
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void leavesEveryFigureOfAllInstancesUnchanged() throws Exception {
		shared.run((context) -> {
			Prices prices = prices(context);
			for (int i = 0; i < 7; i++) {
				assertThat(prices.supplied.apply(i)).isEqualTo("real");
				assertThat(prices.later(i).toCompletableFuture().get()).isEqualTo("real");
			}
			Map<String, Object> before = figures(context);
			assertThat(before).hasSize(5);
			for (int i = 0; i < 100; i++) {
				for (String proof : List.of("Supplier", "Stage", "Full", "TooMany", "TooSlow", "TooSlowLater")) {
					assertThat(Resilience.run(context, "fallbackProof" + proof).status()).isEqualTo(Status.PASS);
				}
			}
			assertThat(figures(context)).isEqualTo(before);
		});
	}

	@Test
	void takesNoPermitOfAHalfOpenBreaker() throws Exception {
		shared.run((context) -> {
			CircuitBreaker breaker = breaker(context);
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			for (int i = 0; i < 5; i++) {
				assertThat(Resilience.run(context, "fallbackProofSupplier").status()).isEqualTo(Status.PASS);
				assertThat(Resilience.run(context, "fallbackProofStage").status()).isEqualTo(Status.PASS);
			}
			assertThat(breaker.tryAcquirePermission()).isTrue();
			assertThat(breaker.tryAcquirePermission()).as("two are permitted").isTrue();
			assertThat(breaker.tryAcquirePermission()).isFalse();
		});
	}

	@Test
	void recordsRealCallsOneForOneAmongForcedOnes() throws Exception {
		shared.run((context) -> {
			Prices prices = prices(context);
			AtomicInteger successes = new AtomicInteger();
			AtomicInteger errors = new AtomicInteger();
			AtomicInteger others = new AtomicInteger();
			breaker(context).getEventPublisher().onEvent((event) -> {
				switch (event.getEventType()) {
					case SUCCESS -> successes.incrementAndGet();
					case ERROR -> errors.incrementAndGet();
					default -> others.incrementAndGet();
				}
			});
			Check[] proofs = { Resilience.find(context, "fallbackProofPlain"),
					Resilience.find(context, "fallbackProofPlainStage") };
			AtomicInteger proven = new AtomicInteger();
			SharedService.inParallel(10_000, (i) -> {
				boolean good = i % 10 > 1;
				if (i % 4 == 0) {
					assertThat(prices.plain(good ? i : -1)).isEqualTo(good ? "real" : "cached");
				}
				else if (i % 4 == 1) {
					assertThat(prices.plainStage(good ? i : -1).toCompletableFuture().get())
						.isEqualTo(good ? "real" : "cached");
				}
				else {
					Check proof = proofs[i % 4 - 2];
					proven.addAndGet(
							(proof.run(TestCheckContext.of(proof.definition())).status() == Status.PASS) ? 1 : 0);
				}
			});
			assertThat(proven).hasValue(5000);
			assertThat(prices.entered).hasValue(5000);
			assertThat(errors).hasValue(1000);
			assertThat(successes).hasValue(4000);
			assertThat(others).hasValue(0);
			assertThat(breaker(context).getMetrics().getNumberOfBufferedCalls()).isEqualTo(5000);
			assertThat(breaker(context).getMetrics().getNumberOfFailedCalls()).isEqualTo(1000);
		});
	}

	@Test
	void failsWithoutAFallback() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.flaws(context, "fallbackProofBare")).containsExactly("fallback.proof-not-run");
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void failsWhereTheFallbackThrows() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofThrowing"))
			.containsExactly("fallback.proof-failed"));
	}

	@Test
	void failsWhereTheResultDoesNotServe() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofNone"))
			.containsExactly("fallback.proof-result"));
	}

	@Test
	void failsWhereTheStageNeverCompletes() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofNever", Duration.ofMillis(150));
			assertThat(result.findings()).extracting(Finding::code).containsExactly("fallback.proof-timed-out");
		});
	}

	@Test
	void failsWhereTheCallGoesToAnotherThreadFirst() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofAway"))
			.containsExactly("fallback.proof-not-reached"));
	}

	@Test
	void failsWhereAStageReachesTheBreakerOfSomethingElseWhichRecordsNothing() throws Exception {
		shared.run((context) -> {
			CircuitBreaker other = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("other");
			AtomicInteger events = new AtomicInteger();
			other.getEventPublisher().onEvent((event) -> events.incrementAndGet());
			assertThat(Resilience.flaws(context, "fallbackProofElsewhere")).contains("fallback.isolation");
			assertThat(events).hasValue(0);
		});
	}

	@Test
	void failsWhereAnotherThreadTellsABreakerOfTheEndOfACall() throws Exception {
		shared.run((context) -> {
			CircuitBreaker left = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("left");
			IsolationGuard guard = context.getBean(IsolationGuard.class);
			for (String proof : List.of("HandingOverValue", "HandedOver")) {
				long violations = guard.violations();
				int recorded = left.getMetrics().getNumberOfBufferedCalls();
				assertThat(Resilience.run(context, "fallbackProof" + proof).findings()).as(proof)
					.filteredOn((finding) -> finding.code().equals("fallback.isolation"))
					.singleElement()
					.satisfies((finding) -> {
						assertThat(finding.status()).isEqualTo(Status.FAIL);
						assertThat(finding.observed())
							.isEqualTo("CircuitBreaker 'left', as its call went on to another thread");
					});
				assertThat(guard.violations()).as(proof).isEqualTo(violations + 1);
				assertThat(left.getMetrics().getNumberOfBufferedCalls()).isEqualTo(recorded + 1);
			}
		});
	}

	@Test
	void failsWhereTheCallReachesAnInstanceThatCameByAnotherWay() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.flaws(context, "fallbackProofPast")).containsExactly("fallback.proof-not-reached",
					"fallback.isolation");
			assertThat(breaker(context).getMetrics().getNumberOfSuccessfulCalls()).isOne();
		});
	}

	@Test
	void isInconclusiveAndCallsNothingWhereNothingWouldRefuseTheCall() throws Exception {
		shared.run((context) -> {
			for (String proof : List.of("Nowhere", "OfRetry", "OwnFailure")) {
				assertThat(Resilience.flaws(context, "fallbackProof" + proof)).as(proof)
					.containsExactly("fallback.proof-unclear");
			}
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void touchesNoRegistryUnlessAsked() throws Exception {
		service().withPropertyValues("selftest.check.fallback.proof.decorators=false").run((context) -> {
			assertThat(context.getBean(CircuitBreakerRegistry.class).circuitBreaker("prices"))
				.isNotInstanceOf(Provable.class);
			assertThat(context).doesNotHaveBean(ProvableRegistries.class);
			assertThat(Resilience.run(context, "fallbackProofSupplier").findings()).singleElement()
				.satisfies((finding) -> {
					assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
					assertThat(finding.message()).contains("set 'selftest.check.fallback.proof.decorators' to true");
				});
			assertThat(prices(context).entered).hasValue(0);
		});
	}

	@Test
	void tellsWhichRegistriesItTouches() throws Exception {
		shared.run((context) -> assertThat(context.getBeansOfType(TouchedBeans.class).values())
			.flatExtracting(TouchedBeans::touched)
			.filteredOn((touched) -> touched.property().equals("selftest.check.fallback.proof.decorators"))
			.extracting(TouchedBean::what)
			.containsExactlyInAnyOrder("circuitBreakerRegistry", "retryRegistry", "bulkheadRegistry",
					"rateLimiterRegistry", "timeLimiterRegistry"));
	}

	@Test
	void handsOutTheSameInstanceUntilItLeaves() throws Exception {
		service().run((context) -> {
			CircuitBreakerRegistry registry = context.getBean(CircuitBreakerRegistry.class);
			CircuitBreaker prices = registry.circuitBreaker("prices");
			assertThat(registry.find("prices")).containsSame(prices);
			assertThat(registry.getAllCircuitBreakers()).contains(prices).hasSize(2);
			assertThat(Set.of(registry)).contains(registry);
			assertThat(registry.getConfiguration("default")).isPresent();
			registry.replace("prices", CircuitBreaker.ofDefaults("prices"));
			assertThat(registry.circuitBreaker("prices")).isNotSameAs(prices).isInstanceOf(Provable.class);
			registry.replace("prices", prices);
			assertThat(((Provable) registry.circuitBreaker("prices")).real()).isSameAs(((Provable) prices).real());
			assertThat(registry.remove("prices")).isPresent();
			assertThat(registry.find("prices")).isEmpty();
			assertThatExceptionOfType(ConfigurationNotFoundException.class)
				.isThrownBy(() -> registry.circuitBreaker("new", "nowhere"));
		});
	}

	@Test
	void keepsNoInstanceThatHasLeft() {
		ProofInterceptor proofs = new ProofInterceptor();
		CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
		CircuitBreakerRegistry leaving = (CircuitBreakerRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { CircuitBreakerRegistry.class }, (proxy, method, arguments) -> {
					Object result = method.invoke(registry, arguments);
					if (method.getName().equals("circuitBreaker")) {
						registry.remove("tenant"); // as another thread may
					}
					return result;
				});
		Object provable = new ProvableRegistries<>(CircuitBreakerRegistry.class, CircuitBreaker.class,
				(real) -> new ProvableBreaker(real, proofs))
			.postProcessAfterInitialization(leaving, "registry");
		WeakReference<CircuitBreaker> tenant = new WeakReference<>(
				((CircuitBreakerRegistry) provable).circuitBreaker("tenant"));
		awaitEnd(tenant);
		assertThat(registry.find("tenant")).isEmpty();
	}

	@Test
	void watchesNoInstanceThatHasLeft() throws Exception {
		shared.run((context) -> {
			CircuitBreakerRegistry registry = context.getBean(CircuitBreakerRegistry.class);
			WeakReference<Object> tenant = new WeakReference<>(((Provable) registry.circuitBreaker("tenant")).real());
			context.getBean(IsolationGuard.class).watch();
			registry.remove("tenant");
			awaitEnd(tenant);
		});
	}

	private static void awaitEnd(WeakReference<?> reference) {
		await().pollInterval(Duration.ofMillis(20)).until(() -> {
			System.gc();
			return reference.refersTo(null);
		});
	}

	@Test
	void showsActuatorAndMetersTheSameFigures() throws Exception {
		shared.run((context) -> {
			SimpleMeterRegistry meters = new SimpleMeterRegistry();
			TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(context.getBean(CircuitBreakerRegistry.class))
				.bindTo(meters);
			prices(context).plain(1);
			assertThat(prices(context).plain(-1)).isEqualTo("cached");
			assertThat(meters.get("resilience4j.circuitbreaker.calls")
				.tags("name", "prices", "kind", "successful")
				.timer()
				.count()).isOne();
			assertThat(meters.get("resilience4j.circuitbreaker.calls")
				.tags("name", "prices", "kind", "failed")
				.timer()
				.count()).isOne();
			assertThat(meters.get("resilience4j.circuitbreaker.buffered.calls")
				.tags("name", "prices", "kind", "failed")
				.gauge()
				.value()).isOne();
		});
	}

	@Test
	void breakerOpensAndRefusesAsEver() throws Exception {
		shared.run((context) -> {
			CircuitBreaker breaker = breaker(context);
			breaker.transitionToOpenState();
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
			assertThatExceptionOfType(CallNotPermittedException.class).isThrownBy(breaker::acquirePermission);
			assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isOne();
			breaker.reset();
			assertThat(breaker.executeSupplier(() -> "real")).isEqualTo("real");
		});
	}

	@Test
	void provesAnnotatedMethodsAsBeforeAndThoseThatReachAnotherGuardToo() throws Exception {
		service().withBean(Annotated.class).withBean(Second.class).run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofAnnotatedValue").status()).isEqualTo(Status.PASS);
			CircuitBreaker second = context.getBean(CircuitBreakerRegistry.class).circuitBreaker("second");
			assertThat(second.getMetrics().getNumberOfBufferedCalls()).isZero();
			assertThat(context.getBean(Annotated.class).value()).isEqualTo("from second");
			assertThat(second.getMetrics().getNumberOfBufferedCalls()).isOne();
		});
	}

	private static Prices prices(ApplicationContext context) {
		return context.getBean(Prices.class);
	}

	private static CircuitBreaker breaker(ApplicationContext context) {
		return context.getBean(CircuitBreakerRegistry.class).circuitBreaker("prices");
	}

	private static Map<String, Object> figures(ApplicationContext context) {
		Map<String, Object> figures = new TreeMap<>();
		CircuitBreaker.Metrics breaker = breaker(context).getMetrics();
		figures.put("breaker",
				List.of(breaker.getNumberOfBufferedCalls(), breaker.getNumberOfFailedCalls(),
						breaker.getNumberOfNotPermittedCalls(), breaker.getNumberOfSuccessfulCalls(),
						breaker(context).getState()));
		Retry.Metrics retry = context.getBean(RetryRegistry.class).retry("prices").getMetrics();
		figures.put("retry", List.of(retry.getNumberOfSuccessfulCallsWithoutRetryAttempt(),
				retry.getNumberOfFailedCallsWithoutRetryAttempt(), retry.getNumberOfFailedCallsWithRetryAttempt()));
		figures.put("bulkhead",
				context.getBean(BulkheadRegistry.class).bulkhead("prices").getMetrics().getAvailableConcurrentCalls());
		figures.put("rateLimiter",
				context.getBean(RateLimiterRegistry.class)
					.rateLimiter("prices")
					.getMetrics()
					.getAvailablePermissions());
		figures.put("entered", prices(context).entered.get());
		return figures;
	}

	private static ApplicationContextRunner service() {
		return Resilience.service(Prices.class)
			.withUserConfiguration(Probes.class)
			.withPropertyValues(PROPERTIES)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true");
	}

	/**
	 * Decorates its calls in its constructor, as services do.
	 */
	static class Prices {

		final AtomicInteger entered = new AtomicInteger();

		final Function<Integer, String> supplied;

		private final CircuitBreaker breaker;

		private final CircuitBreaker other;

		private final Retry retry;

		private final Bulkhead bulkhead;

		private final RateLimiter rateLimiter;

		private final TimeLimiter timeLimiter;

		Prices(CircuitBreakerRegistry breakers, RetryRegistry retries, BulkheadRegistry bulkheads,
				RateLimiterRegistry rateLimiters, TimeLimiterRegistry timeLimiters) {
			this.breaker = breakers.circuitBreaker("prices");
			this.other = breakers.circuitBreaker("other");
			this.retry = retries.retry("prices");
			this.bulkhead = bulkheads.bulkhead("prices");
			this.rateLimiter = rateLimiters.rateLimiter("prices");
			this.timeLimiter = timeLimiters.timeLimiter("prices");
			this.supplied = Decorators.ofFunction(this::ask)
				.withCircuitBreaker(this.breaker)
				.withBulkhead(this.bulkhead)
				.withRateLimiter(this.rateLimiter)
				.withRetry(this.retry)
				.decorate();
		}

		String ask(int product) {
			this.entered.incrementAndGet();
			if (product < 0) {
				throw new IllegalArgumentException();
			}
			return "real";
		}

		CompletionStage<String> askLater(int product) {
			this.entered.incrementAndGet();
			return CompletableFuture.supplyAsync(() -> {
				if (product < 0) {
					throw new IllegalArgumentException();
				}
				return "real";
			});
		}

		String withFallback() {
			return Decorators.ofSupplier(() -> this.supplied.apply(1)).withFallback((thrown) -> "cached").get();
		}

		CompletionStage<String> later(int product) {
			return Decorators.ofCompletionStage(() -> askLater(product))
				.withCircuitBreaker(this.breaker)
				.withTimeLimiter(this.timeLimiter, SCHEDULER)
				.withRetry(this.retry, SCHEDULER)
				.withFallback((thrown) -> "cached")
				.get();
		}

		String plain(int product) {
			return Decorators.ofSupplier(() -> ask(product))
				.withCircuitBreaker(this.breaker)
				.withFallback((thrown) -> "cached")
				.get();
		}

		CompletionStage<String> plainStage(int product) {
			return Decorators.ofCompletionStage(() -> askLater(product))
				.withCircuitBreaker(this.breaker)
				.withFallback((thrown) -> "cached")
				.get();
		}

		String executed() {
			try {
				return this.breaker.executeSupplier(() -> ask(1));
			}
			catch (CallNotPermittedException ex) {
				return "cached";
			}
		}

		String bare() {
			return this.breaker.executeSupplier(() -> ask(1));
		}

		String fallingBackTo(Supplier<@Nullable String> fallback) {
			return Decorators.ofSupplier(() -> ask(1))
				.withCircuitBreaker(this.breaker)
				.withFallback((thrown) -> fallback.get())
				.get();
		}

		CompletionStage<String> never() {
			return this.breaker.executeCompletionStage(() -> askLater(1))
				.exceptionallyCompose((thrown) -> new CompletableFuture<>());
		}

		String past() {
			return ((CircuitBreaker) ((Provable) this.breaker).real()).executeSupplier(() -> ask(1));
		}

		String away() {
			return CompletableFuture.supplyAsync(() -> plain(1)).join();
		}

		CompletionStage<String> elsewhere() {
			return this.breaker.executeCompletionStage(() -> askLater(1))
				.exceptionallyCompose((thrown) -> this.other
					.executeCompletionStage(() -> CompletableFuture.supplyAsync(() -> "from other")));
		}

		String full() {
			return Decorators.ofSupplier(() -> ask(1))
				.withBulkhead(this.bulkhead)
				.withFallback(List.of(BulkheadFullException.class), (thrown) -> "cached")
				.get();
		}

		String tooMany() {
			return Decorators.ofSupplier(() -> ask(1))
				.withRateLimiter(this.rateLimiter)
				.withFallback(List.of(RequestNotPermitted.class), (thrown) -> "cached")
				.get();
		}

		String tooSlow() throws Exception {
			try {
				return this.timeLimiter.executeFutureSupplier(() -> CompletableFuture.supplyAsync(() -> ask(1)));
			}
			catch (TimeoutException ex) {
				return "cached";
			}
		}

		CompletionStage<String> tooSlowLater() {
			return this.timeLimiter.executeCompletionStage(SCHEDULER, () -> askLater(1)).exceptionally((thrown) -> {
				Throwable cause = (thrown instanceof CompletionException) ? thrown.getCause() : thrown;
				return (cause instanceof TimeoutException) ? "cached" : "failed";
			});
		}

	}

	record ByHand(String name, Class<?> type, String method, Callable<@Nullable Object> made,
			@Nullable Throwable failure) implements FallbackProbe {

		@Override
		public @Nullable Object call() throws Exception {
			return this.made.call();
		}

		@Override
		public void verify(@Nullable Object result) {
			assertThat(result).isEqualTo("cached");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Probes {

		@Bean
		FallbackProbe supplier(Prices prices) {
			return probe("supplier", prices::withFallback);
		}

		@Bean
		FallbackProbe stage(Prices prices) {
			return probe("stage", () -> prices.later(1));
		}

		@Bean
		FallbackProbe plain(Prices prices) {
			return probe("plain", () -> prices.plain(1));
		}

		@Bean
		FallbackProbe plainStage(Prices prices) {
			return probe("plain-stage", () -> prices.plainStage(1));
		}

		@Bean
		FallbackProbe executed(Prices prices) {
			return probe("executed", prices::executed);
		}

		@Bean
		FallbackProbe bare(Prices prices) {
			return probe("bare", prices::bare);
		}

		@Bean
		FallbackProbe throwing(Prices prices) {
			return probe("throwing", () -> prices.fallingBackTo(() -> {
				throw new IllegalStateException();
			}));
		}

		@Bean
		FallbackProbe none(Prices prices) {
			return probe("none", () -> prices.fallingBackTo(() -> null));
		}

		@Bean
		FallbackProbe never(Prices prices) {
			return probe("never", prices::never);
		}

		@Bean
		FallbackProbe away(Prices prices) {
			return probe("away", prices::away);
		}

		@Bean
		FallbackProbe past(Prices prices) {
			return probe("past", prices::past);
		}

		@Bean
		FallbackProbe elsewhere(Prices prices) {
			return probe("elsewhere", prices::elsewhere);
		}

		@Bean
		FallbackProbe handedOver(Prices prices, CircuitBreakerRegistry breakers) {
			return probe("handed-over",
					() -> prices.fallingBackTo(() -> HandingOver.onAnotherThread(breakers.circuitBreaker("left"))));
		}

		@Bean
		FallbackProbe full(Prices prices) {
			return new ByHand("full", Bulkhead.class, "prices", prices::full, null);
		}

		@Bean
		FallbackProbe tooMany(Prices prices) {
			return new ByHand("too-many", RateLimiter.class, "prices", prices::tooMany, null);
		}

		@Bean
		FallbackProbe tooSlow(Prices prices) {
			return new ByHand("too-slow", TimeLimiter.class, "prices", prices::tooSlow, null);
		}

		@Bean
		FallbackProbe tooSlowLater(Prices prices) {
			return new ByHand("too-slow-later", TimeLimiter.class, "prices", prices::tooSlowLater, null);
		}

		@Bean
		FallbackProbe nowhere(Prices prices) {
			return new ByHand("nowhere", CircuitBreaker.class, "price", () -> prices.plain(1), null);
		}

		@Bean
		FallbackProbe ofRetry(Prices prices) {
			return new ByHand("of-retry", Retry.class, "prices", () -> prices.plain(1), null);
		}

		@Bean
		FallbackProbe ownFailure(Prices prices) {
			return new ByHand("own-failure", CircuitBreaker.class, "prices", () -> prices.plain(1),
					new IllegalStateException());
		}

		private static FallbackProbe probe(String name, Callable<@Nullable Object> call) {
			return new ByHand(name, CircuitBreaker.class, "prices", call, null);
		}

	}

	public static class HandingOver {

		private final CircuitBreaker left;

		HandingOver(CircuitBreakerRegistry breakers) {
			this.left = breakers.circuitBreaker("left");
		}

		@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = "handing", fallbackMethod = "over")
		@ProveFallback
		public String value() {
			return "real";
		}

		public String over(Throwable thrown) {
			return onAnotherThread(this.left);
		}

		static String onAnotherThread(CircuitBreaker breaker) {
			breaker.acquirePermission();
			CompletableFuture.runAsync(() -> breaker.onSuccess(1, TimeUnit.MILLISECONDS)).join();
			return "cached";
		}

	}

	public static class Second {

		@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = "second")
		public String value() {
			return "from second";
		}

	}

	public static class Annotated {

		private final Second second;

		Annotated(Second second) {
			this.second = second;
		}

		@io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = "annotated", fallbackMethod = "second")
		@ProveFallback
		public String value() {
			throw new IllegalStateException();
		}

		public String second(Throwable thrown) {
			return this.second.value();
		}

	}

}
