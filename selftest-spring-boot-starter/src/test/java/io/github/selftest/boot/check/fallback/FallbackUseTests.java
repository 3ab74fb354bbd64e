package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.CountsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class FallbackUseTests {

	private static final String METER = "selftest.fallback.calls";

	@Test
	void countsAFallbackOfEachType() {
		run((context) -> {
			Stock stock = context.getBean(Stock.class);
			assertThat(stock.value(true)).isEqualTo("real");
			assertThat(stock.value(false)).isEqualTo("cached");
			assertThat(stock.stage(true).toCompletableFuture().join()).isEqualTo("real");
			assertThat(stock.stage(false).toCompletableFuture().join()).isEqualTo("cached");
			assertThat(stock.foreign(false).value()).isEqualTo("cached");
			assertThat(count(context, "Stock.value", "success")).isEqualTo(1);
			assertThat(count(context, "Stock.stage", "success")).isEqualTo(1);
			assertThat(count(context, "Stock.foreign", "success")).isEqualTo(1);
			assertThat(count(context, "Stock.value", "failed")).isZero();
		});
	}

	@Test
	void countsAFallbackThatFails() {
		run((context) -> {
			Stock stock = context.getBean(Stock.class);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> stock.broken());
			assertThat(stock.brokenStage().toCompletableFuture()).isCompletedExceptionally();
			assertThat(stock.stageToNull().toCompletableFuture()).isCompletedExceptionally();
			assertThat(count(context, "Stock.broken", "failed")).isEqualTo(1);
			assertThat(count(context, "Stock.brokenStage", "failed")).isEqualTo(1);
			assertThat(count(context, "Stock.stageToNull", "failed")).isEqualTo(1);
			assertThat(Resilience.run(context, "fallbackStock").findings()).extracting(Finding::code)
				.contains("fallback.failed");
		});
	}

	@Test
	void doesNotCountWhatNoFallbackTakes() {
		run((context) -> {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> context.getBean(Stock.class).narrow());
			assertThat(count(context, "Stock.narrow", "failed")).isZero();
			assertThat(count(context, "Stock.narrow", "success")).isZero();
		});
	}

	@Test
	void countsCallsWhoseFallbackIsMissing() {
		run((context) -> {
			context.getBean(FallbackChecks.class).checks(); // as the engine does at once
			Stock stock = context.getBean(Stock.class);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(stock::forgotten);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(stock::unguarded);
			assertThat(count(context, "Stock.forgotten", "missing")).isEqualTo(1);
			assertThat(Resilience.run(context, "fallbackStock").status()).isEqualTo(Status.FAIL);
		});
	}

	@Test
	void countsFailingCallsOfABulkheadByTheBreakerAroundIt() {
		Resilience.service(Forgetful.class).run((context) -> {
			context.getBean(FallbackChecks.class).checks();
			Forgetful forgetful = context.getBean(Forgetful.class);
			FallbackTally both = missing(context, "Forgetful.both");
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(forgetful::both);
			assertThat(both.missingCount()).isOne();
			context.getBean(BulkheadRegistry.class)
				.bulkhead("forgetful")
				.changeConfig(BulkheadConfig.custom().maxConcurrentCalls(0).build());
			assertThatExceptionOfType(BulkheadFullException.class).isThrownBy(forgetful::both);
			assertThat(both.missingCount()).as("refused, and told once").isEqualTo(2);
		});
	}

	@Test
	void countsWhatABulkheadAloneRefuses() {
		Resilience.service(Forgetful.class).run((context) -> {
			context.getBean(FallbackChecks.class).checks();
			Forgetful forgetful = context.getBean(Forgetful.class);
			FallbackTally alone = missing(context, "Forgetful.alone");
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(forgetful::alone);
			assertThat(alone.missingCount()).as("no event tells of it").isZero();
			context.getBean(BulkheadRegistry.class)
				.bulkhead("lonely")
				.changeConfig(BulkheadConfig.custom().maxConcurrentCalls(0).build());
			assertThatExceptionOfType(BulkheadFullException.class).isThrownBy(forgetful::alone);
			assertThat(alone.missingCount()).isOne();
		});
	}

	@Test
	void watchesNoInstanceThatHasLeft() {
		Resilience.service(Forgetful.class).run((context) -> {
			BulkheadRegistry registry = context.getBean(BulkheadRegistry.class);
			WeakReference<Object> lonely = new WeakReference<>(registry.bulkhead("lonely"));
			context.getBean(FallbackChecks.class).checks();
			registry.remove("lonely");
			await().pollInterval(Duration.ofMillis(20)).until(() -> {
				System.gc();
				return lonely.refersTo(null);
			});
		});
	}

	private static FallbackTally missing(AssertableApplicationContext context, String label) {
		return context.getBean(FallbackScan.class)
			.latest()
			.methods()
			.stream()
			.filter((method) -> method.label().equals(label))
			.map((method) -> context.getBean(FallbackTallies.class).of(method.type(), method.method()))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void passesWhenFewCallsFellBack() {
		run((context) -> {
			call(context.getBean(Stock.class), 99, 1);
			CheckResult result = Resilience.run(context, "fallbackStock");
			assertThat(finding(result, "fallback.share", "'Stock.value'").status()).isEqualTo(Status.PASS);
			assertThat(finding(result, "fallback.last-run", "'Stock.value'").message()).endsWith("ran 0 s ago");
			assertThat(result.measurements()).extracting(Measurement::name)
				.contains("fallbackShare", "secondsSinceLastRun");
		});
	}

	@Test
	void warnsWhenManyCallsFellBack() {
		run((context) -> {
			call(context.getBean(Stock.class), 90, 10);
			Finding finding = finding(Resilience.run(context, "fallbackStock"), "fallback.share", "'Stock.value'");
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.observed()).isEqualTo("10.0 %");
			assertThat(finding.expected()).isEqualTo("at most 5.0 %");
		});
	}

	@Test
	void isInconclusiveWithoutCalls() {
		run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackStock");
			assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(result.findings()).extracting(Finding::code)
				.contains("fallback.few-samples", "fallback.never-ran");
		});
	}

	@Test
	void tellsTheStateOfABreaker() {
		run((context) -> {
			io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("stock");
			assertThat(Resilience.run(context, "breakerStock").status()).isEqualTo(Status.PASS);
			breaker.transitionToOpenState();
			assertThat(breaker.tryAcquirePermission()).isFalse();
			CheckResult open = Resilience.run(context, "breakerStock");
			assertThat(open.status()).isEqualTo(Status.FAIL);
			assertThat(open.findings()).extracting(Finding::code)
				.containsExactly("fallback.breaker-state", "fallback.not-permitted");
			breaker.transitionToHalfOpenState();
			assertThat(Resilience.run(context, "breakerStock").status()).isEqualTo(Status.WARN);
			breaker.transitionToDisabledState();
			assertThat(Resilience.run(context, "breakerStock").status()).isEqualTo(Status.WARN);
		});
	}

	@Test
	void warnsOfSlowCalls() {
		run((context) -> {
			io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("stock");
			for (int i = 0; i < 10; i++) {
				breaker.onSuccess((i < 6) ? 2 : 0, TimeUnit.SECONDS);
			}
			assertThat(Resilience.run(context, "breakerStock").findings()).extracting(Finding::code)
				.contains("fallback.slow-calls");
		});
	}

	@Test
	void findsABreakerThatComesLater() {
		run((context) -> {
			context.getBean(CircuitBreakerRegistry.class).circuitBreaker("late-comer");
			assertThat(Resilience.run(context, "breakerLateComer").status()).isEqualTo(Status.PASS);
		});
	}

	@Test
	void leavesTheDecoratorsOfTheHostAloneAndCountsThroughThem() {
		Resilience.service(Stock.class).withUserConfiguration(OwnDecorators.class).run((context) -> {
			assertThat(context).getBean(FallbackDecorators.class).isExactlyInstanceOf(FallbackDecorators.class);
			context.getBean(Stock.class).value(false);
			assertThat(context.getBean(FallbackTallies.class).find("Stock.value").orElseThrow().succeededCount())
				.isOne();
		});
	}

	@Test
	void doesWhatTheDecoratorsOfResilience4jDo() {
		Resilience.service(Stock.class).withPropertyValues("selftest.check.fallback.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(CountingFallbackDecorator.class);
			Stock stock = context.getBean(Stock.class);
			assertThat(stock.value(false)).isEqualTo("cached");
			assertThat(stock.stage(false).toCompletableFuture().join()).isEqualTo("cached");
			assertThat(stock.stageToNull().toCompletableFuture()).isCompletedExceptionally();
		});
	}

	@Test
	void showsNothingWhereResilience4jIsNotUsed() {
		Resilience.service().run((context) -> assertThat(context.getBean(FallbackChecks.class).checks()).isEmpty());
	}

	private static void call(Stock stock, int good, int bad) {
		for (int i = 0; i < good + bad; i++) {
			stock.value(i < good);
		}
	}

	private static Finding finding(CheckResult result, String code, String about) {
		List<Finding> found = result.findings()
			.stream()
			.filter((finding) -> finding.code().equals(code) && finding.message().contains(about))
			.toList();
		assertThat(found).as(code + " in " + result).hasSize(1);
		return found.get(0);
	}

	private static double count(AssertableApplicationContext context, String method, String result) {
		FunctionCounter counter = context.getBean(MeterRegistry.class)
			.find(METER)
			.tags("method", method, "result", result)
			.functionCounter();
		return (counter != null) ? counter.count() : 0;
	}

	private static void run(Consumer<AssertableApplicationContext> test) {
		ApplicationContextRunner service = Resilience.service(Stock.class)
			.withBean("foreign", FallbackDecorator.class, ForeignDecorator::new)
			.withConfiguration(AutoConfigurations.of(CountsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("resilience4j.circuitbreaker.instances.stock.sliding-window-size=10",
					"resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=10",
					"resilience4j.circuitbreaker.instances.stock.failure-rate-threshold=100",
					"resilience4j.circuitbreaker.instances.stock.slow-call-duration-threshold=1s");
		service.run((context) -> {
			context.getBean("selfTestCounts", MeterBinder.class).bindTo(context.getBean(MeterRegistry.class));
			test.accept(context);
		});
	}

	record Foreign(String value) {

	}

	static final class ForeignDecorator implements FallbackDecorator {

		@Override
		public boolean supports(Class<?> target) {
			return target == Foreign.class;
		}

		@Override
		public CheckedSupplier<Object> decorate(FallbackMethod fallback, CheckedSupplier<Object> call) {
			return () -> {
				try {
					return call.get();
				}
				catch (Throwable ex) {
					return fallback.fallback(ex);
				}
			};
		}

	}

	static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value(boolean good) {
			return answer(good);
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "later")
		CompletionStage<String> stage(boolean good) {
			return CompletableFuture.completedFuture(good).thenApply(Stock::answer);
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "foreigner")
		Foreign foreign(boolean good) {
			return new Foreign(answer(good));
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "throwing")
		String broken() {
			return answer(false);
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "throwingLater")
		CompletionStage<String> brokenStage() {
			return CompletableFuture.failedFuture(new IOException());
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "never")
		CompletionStage<String> stageToNull() {
			return CompletableFuture.failedFuture(new IOException());
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "forIo")
		String narrow() {
			return answer(false);
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "nowhere")
		String forgotten() {
			return answer(false);
		}

		@CircuitBreaker(name = "stock")
		String unguarded() {
			return answer(false);
		}

		static String answer(boolean good) {
			if (!good) {
				throw new IllegalArgumentException("of the test".toUpperCase(Locale.ROOT));
			}
			return "real";
		}

		String cached(Throwable thrown) {
			return "cached";
		}

		CompletionStage<String> later(Throwable thrown) {
			return CompletableFuture.completedFuture("cached");
		}

		Foreign foreigner(Throwable thrown) {
			return new Foreign("cached");
		}

		String throwing(Throwable thrown) {
			throw new IllegalStateException();
		}

		CompletionStage<String> throwingLater(Throwable thrown) {
			return CompletableFuture.failedFuture(new IllegalStateException());
		}

		@Nullable CompletionStage<String> never(Throwable thrown) {
			return null;
		}

		String forIo(IOException thrown) {
			return "cached";
		}

	}

	static class Forgetful {

		@CircuitBreaker(name = "forgetful")
		@Bulkhead(name = "forgetful", fallbackMethod = "nowhere")
		String both() {
			return Stock.answer(false);
		}

		@Bulkhead(name = "lonely", fallbackMethod = "nowhere")
		String alone() {
			return Stock.answer(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecorators {

		@Bean
		FallbackDecorators own(List<FallbackDecorator> all) {
			return new FallbackDecorators(all);
		}

	}

}
