package io.github.selftest.boot.synthetic.breaker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnrecordedBreakersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
				UnrecordedBreakersAutoConfiguration.class))
		.withBean(Stock.class)
		.withPropertyValues("selftest.synthetic.keys[0].id=ci",
				"selftest.synthetic.keys[0].secret=0123456789abcdef0123456789abcdef",
				"resilience4j.circuitbreaker.instances.stock.permitted-number-of-calls-in-half-open-state=2");

	@Test
	void isAbsentUnlessAsked() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(UnrecordedBreakers.class));
	}

	@Test
	void recordsUsersAlone() {
		run((stock, breaker) -> {
			stock.level("ok");
			synthetic(() -> {
				assertThat(stock.level("ok")).isEqualTo("real ok");
				assertThat(stock.level("fail")).isEqualTo("cached");
				assertThat(stock.later("ok").toCompletableFuture().join()).isEqualTo("real ok");
				assertThat(stock.later("fail").toCompletableFuture().join()).isEqualTo("cached");
			});
			assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
		});
	}

	@Test
	void leavesHalfOpenPermitsToUsers() {
		run((stock, breaker) -> {
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			synthetic(() -> {
				for (int i = 0; i < 10; i++) {
					assertThat(stock.level("fail")).isEqualTo("cached");
				}
			});
			assertThat(breaker.getState())
				.isEqualTo(io.github.resilience4j.circuitbreaker.CircuitBreaker.State.HALF_OPEN);
			assertThat(breaker.tryAcquirePermission()).isTrue();
			assertThat(breaker.tryAcquirePermission()).isTrue();
			assertThat(breaker.tryAcquirePermission()).isFalse();
		});
	}

	@Test
	void openBreakerRefusesAsItRefusesUsersAndCountsNothing() {
		run((stock, breaker) -> {
			breaker.transitionToOpenState();
			synthetic(() -> {
				assertThat(stock.level("ok")).isEqualTo("cached");
				assertThat(stock.later("ok").toCompletableFuture().join()).isEqualTo("cached");
				assertThatExceptionOfType(CallNotPermittedException.class).isThrownBy(stock::bare);
			});
			assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isZero();
		});
	}

	private static void synthetic(Runnable calls) {
		SyntheticContext.Scope scope = SyntheticContext.of("ci", null, null, null).open();
		try {
			calls.run();
		}
		finally {
			scope.close();
		}
	}

	private void run(Calls calls) {
		this.runner.withPropertyValues("selftest.synthetic.breakers.recorded=false")
			.run((context) -> calls.make(context.getBean(Stock.class),
					context.getBean(CircuitBreakerRegistry.class).circuitBreaker("stock")));
	}

	/**
	 * What is done with a breaker.
	 */
	@FunctionalInterface
	interface Calls {

		/**
		 * Do it.
		 * @param stock what is guarded
		 * @param breaker by what
		 */
		void make(Stock stock, io.github.resilience4j.circuitbreaker.CircuitBreaker breaker);

	}

	/**
	 * What is guarded.
	 */
	public static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String level(String product) {
			if (product.equals("fail")) {
				throw new IllegalStateException("failed");
			}
			return "real " + product;
		}

		public String cached(String product, Throwable cause) {
			return "cached";
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedLater")
		public CompletionStage<String> later(String product) {
			if (product.equals("fail")) {
				return CompletableFuture.failedFuture(new IllegalStateException("failed"));
			}
			return CompletableFuture.completedFuture("real " + product);
		}

		public CompletionStage<String> cachedLater(String product, Throwable cause) {
			return CompletableFuture.completedFuture("cached");
		}

		@CircuitBreaker(name = "stock")
		public String bare() {
			return "real";
		}

	}

}
