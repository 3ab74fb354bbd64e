package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proofs of methods that return a type of Reactor.
 */
class ReactiveProofTests {

	@RegisterExtension
	static final SharedService shared = new SharedService(
			List.of(Stock.class, ListProbe.class, OperatorProbe.class, TimedProbe.class), (context) -> {
				context.getBean(CircuitBreakerRegistry.class).circuitBreaker("stock").reset();
				context.getBean(Stock.class).entered().set(0);
			}, "selftest.check.fallback.proof.decorators=true",
			"resilience4j.circuitbreaker.instances.operated.sliding-window-size=10");

	@Test
	void provesWhatAFallbackGivesToWhoeverSubscribes() throws Exception {
		shared.run((context) -> {
			for (String method : List.of("One", "Many", "Nothing", "Endless")) {
				assertThat(Resilience.run(context, "fallbackProofStock" + method).findings()).as(method)
					.singleElement()
					.satisfies((finding) -> assertThat(finding.code()).isEqualTo("fallback.proof"));
			}
			assertThat(context.getBean(Stock.class).entered()).hasValue(0);
			assertThat(context.getBean(Stock.class).isCancelled()).as("a stream without an end").isTrue();
		});
	}

	@Test
	void recordsNothingAndCountsNoFallbackOfUsers() throws Exception {
		shared.run((context) -> {
			Resilience.run(context, "fallbackProofStockOne");
			io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("stock");
			assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
			assertThat(context.getBean(Stock.class).one().block()).isEqualTo("cached");
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isOne();
			assertThat(context.getBean(FallbackTallies.class).find("Stock.one").orElseThrow().succeededCount()).isOne();
		});
	}

	@Test
	void showsTheResultToAProbe() throws Exception {
		shared
			.run((context) -> assertThat(Resilience.run(context, "fallbackProofList").status()).isEqualTo(Status.PASS));
	}

	@Test
	void failsWhereTheFallbackFailsWhoeverSubscribes() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofStockBroken"))
			.containsExactly("fallback.proof-failed"));
	}

	@Test
	void failsWhereTheFallbackGivesNothing() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofStockEmpty"))
			.containsExactly("fallback.proof-result"));
	}

	@Test
	void failsWhereTheFallbackNeverEnds() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofStockNever", Duration.ofMillis(150));
			assertThat(Resilience.flaws(result)).containsExactly("fallback.proof-timed-out");
		});
	}

	@Test
	void provesAnOperatorOfTheRegistry() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofOperator").status()).isEqualTo(Status.PASS);
			assertThat(context.getBean(Stock.class).entered()).hasValue(0);
		});
	}

	@Test
	void cannotRefuseWhatReactorLimitsInTime() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.flaws(context, "fallbackProofTimed")).containsExactly("fallback.proof-not-reached");
			assertThat(context.getBean(Stock.class).entered()).as("as the page says").hasValue(1);
		});
	}

	@Test
	void findsReactiveMethodsThatNothingSubscribesTo() throws Exception {
		Resilience.service(Stock.class).run((context) -> assertThat(reactive(context)).isEmpty());
		Resilience.service(Stock.class)
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j.reactor"))
			.run((context) -> assertThat(reactive(context)).hasSize(8).first().satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.remedy()).isEqualTo("Add 'resilience4j-reactor'");
			}));
	}

	@Test
	void provesWhatAnOpenBreakerDoesWhereNothingSubscribes() throws Exception {
		Resilience.service(Stock.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j.reactor"))
			.run((context) -> assertThat(Resilience.run(context, "fallbackProofStockOne").status())
				.isEqualTo(Status.PASS));
	}

	private static List<Finding> reactive(AssertableApplicationContext context) {
		return Resilience.run(context, "fallbackInventory")
			.findings()
			.stream()
			.filter((finding) -> finding.code().equals("fallback.reactive-type"))
			.toList();
	}

	public static class Stock {

		final AtomicInteger entered = new AtomicInteger();

		final AtomicBoolean cancelled = new AtomicBoolean();

		AtomicInteger entered() {
			return this.entered;
		}

		boolean isCancelled() {
			return this.cancelled.get();
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@Retry(name = "stock", fallbackMethod = "cached")
		@ProveFallback
		public Mono<String> one() {
			this.entered.incrementAndGet();
			return Mono.error(new IllegalStateException());
		}

		public Mono<String> cached(Throwable thrown) {
			return Mono.just("cached").delayElement(Duration.ofMillis(1));
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedAll")
		@ProveFallback
		public Flux<String> many() {
			this.entered.incrementAndGet();
			return Flux.just("real");
		}

		public Flux<String> cachedAll(Throwable thrown) {
			return Flux.just("cached", "too");
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "noted")
		@ProveFallback
		public Mono<Void> nothing() {
			this.entered.incrementAndGet();
			return Mono.empty();
		}

		public Mono<Void> noted(Throwable thrown) {
			return Mono.empty();
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "forever")
		@ProveFallback
		public Flux<Integer> endless() {
			this.entered.incrementAndGet();
			return Flux.just(1);
		}

		public Flux<Integer> forever(Throwable thrown) {
			return Flux.<Integer>generate((sink) -> sink.next(1)).doOnCancel(() -> this.cancelled.set(true));
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "failing")
		@ProveFallback
		public Mono<String> broken() {
			return Mono.just("real");
		}

		public Mono<String> failing(Throwable thrown) {
			return Mono.error(new IllegalStateException());
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "none")
		@ProveFallback
		public Mono<String> empty() {
			return Mono.just("real");
		}

		public Mono<String> none(Throwable thrown) {
			return Mono.empty();
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "waiting")
		@ProveFallback
		public Mono<String> never() {
			return Mono.just("real");
		}

		public Mono<String> waiting(Throwable thrown) {
			return Mono.never();
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedAll")
		public Flux<String> forProbe() {
			return Flux.just("real");
		}

	}

	static class ListProbe implements FallbackProbe {

		private final Stock stock;

		ListProbe(Stock stock) {
			this.stock = stock;
		}

		@Override
		public String name() {
			return "list";
		}

		@Override
		public Class<?> type() {
			return Stock.class;
		}

		@Override
		public String method() {
			return "forProbe";
		}

		@Override
		public Object call() {
			return this.stock.forProbe().map(String::toUpperCase);
		}

		@Override
		public void verify(@Nullable Object result) {
			assertThat(result).isEqualTo(List.of("CACHED", "TOO"));
		}

	}

	static class TimedProbe implements FallbackProbe {

		private final Mono<String> limited;

		TimedProbe(Stock stock, TimeLimiterRegistry registry) {
			this.limited = Mono.fromSupplier(() -> "real" + stock.entered().incrementAndGet())
				.transformDeferred(TimeLimiterOperator.of(registry.timeLimiter("timed")))
				.onErrorReturn("cached");
		}

		@Override
		public String name() {
			return "timed";
		}

		@Override
		public Class<?> type() {
			return TimeLimiter.class;
		}

		@Override
		public String method() {
			return "timed";
		}

		@Override
		public Object call() {
			return this.limited;
		}

	}

	static class OperatorProbe implements FallbackProbe {

		private final Mono<String> guarded;

		OperatorProbe(Stock stock, CircuitBreakerRegistry registry) {
			this.guarded = Mono.fromSupplier(() -> "real" + stock.entered().incrementAndGet())
				.transformDeferred(CircuitBreakerOperator.of(registry.circuitBreaker("operated")))
				.onErrorReturn("cached");
		}

		@Override
		public String name() {
			return "operator";
		}

		@Override
		public Class<?> type() {
			return io.github.resilience4j.circuitbreaker.CircuitBreaker.class;
		}

		@Override
		public String method() {
			return "operated";
		}

		@Override
		public Object call() {
			return this.guarded;
		}

		@Override
		public void verify(@Nullable Object result) {
			assertThat(result).isEqualTo("cached");
		}

	}

}
