package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.DefaultFallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackExecutor;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import io.github.resilience4j.spring6.spelresolver.SpelResolver;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Counting makes no object for a call, and no call ever meets another.
 */
class ReusedCallsTests {

	private static final FallbackTally TALLY = new FallbackTally("Stock.level");

	@Test
	void usesASupplierAgainAsSoonAsItsCallIsMade() throws Throwable {
		ReusedCalls calls = new ReusedCalls();
		FallbackMethod fallback = fallback(new Stock());
		CheckedSupplier<Object> outer = calls.of(() -> {
			CheckedSupplier<Object> inner = calls.of(() -> "inner", fallback, TALLY);
			CheckedSupplier<Object> waiting = calls.of(() -> "waiting", fallback, TALLY);
			assertThat(waiting).isNotSameAs(inner);
			return inner.get() + ", " + waiting.get() + ", outer";
		}, fallback, TALLY);
		assertThat(outer.get()).isEqualTo("inner, waiting, outer");
		assertThatIllegalStateException().isThrownBy(outer::get);
	}

	@Test
	void makesNoObjectForWhatTheLibraryAsksAndForgets() {
		Resilience.service(Stock.class).run((context) -> {
			assertThat(isUsedAgain(context)).isTrue();
			assertThat(context.getBean(Stock.class).level(1)).isEqualTo("cached 1");
		});
	}

	@Test
	void leavesCallsApartThatCallEachOtherOnManyThreads() {
		Resilience.service(Stock.class, Page.class)
			.withPropertyValues("resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=100000",
					"resilience4j.circuitbreaker.instances.stock.sliding-window-size=100000",
					"resilience4j.circuitbreaker.instances.page.minimum-number-of-calls=100000",
					"resilience4j.circuitbreaker.instances.page.sliding-window-size=100000")
			.run((context) -> {
				Page page = context.getBean(Page.class);
				SharedService.inParallel(4_000, (i) -> {
					String level = (i % 2 == 0) ? "real " + i : "cached " + i;
					assertThat(page.show(i)).isEqualTo((i % 3 == 0) ? "blank " + i : "page of " + level);
				});
				FallbackTallies tallies = context.getBean(FallbackTallies.class);
				assertThat(tallies.find("Stock.level").orElseThrow().succeededCount()).isEqualTo(2_000);
				assertThat(tallies.find("Page.show").orElseThrow().succeededCount()).isEqualTo(1_334);
			});
	}

	@Test
	void leavesASupplierToAHostThatMakesItsCallsItself() {
		Resilience.service(Stock.class).run((context) -> {
			FallbackMethod fallback = fallback(context.getBean(Stock.class));
			FallbackDecorators decorators = context.getBean(FallbackDecorators.class);
			CheckedSupplier<Object> first = decorators.decorate(fallback, () -> "first");
			CheckedSupplier<Object> second = decorators.decorate(fallback, () -> "second");
			for (int times = 0; times < 2; times++) {
				assertThat(first.get()).isEqualTo("first");
				assertThat(second.get()).isEqualTo("second");
			}
		});
	}

	@Test
	void leavesASupplierToTheExecutorOfAHost() {
		Resilience.service(Stock.class).withUserConfiguration(OwnExecutor.class).run((context) -> {
			assertThat(isUsedAgain(context)).isFalse();
			assertThat(context.getBean(Stock.class).level(2)).isEqualTo("real 2");
			assertThat(context.getBean(Stock.class).level(1)).isEqualTo("cached 1");
		});
	}

	@Test
	void leavesASupplierToTheDecoratorOfAHost() {
		Resilience.service(Stock.class)
			.withBean("first", FallbackDecorator.class, FallbackUseTests.ForeignDecorator::new)
			.run((context) -> assertThat(isUsedAgain(context)).isFalse());
	}

	private static boolean isUsedAgain(AssertableApplicationContext context) throws Throwable {
		CountingFallbackDecorator decorator = context.getBean(CountingFallbackDecorator.class);
		FallbackMethod fallback = fallback(new Stock());
		CheckedSupplier<Object> ofLibrary = new DefaultFallbackDecorator().decorate(fallback, () -> "real");
		CheckedSupplier<Object> first = decorator.decorate(fallback, ofLibrary);
		assertThat(first.get()).isEqualTo("real");
		return decorator.decorate(fallback, ofLibrary) == first;
	}

	private static FallbackMethod fallback(Stock stock) throws NoSuchMethodException {
		Method method = Stock.class.getMethod("level", int.class);
		return FallbackMethod.create("cached", method, new Object[] { 1 }, stock, stock);
	}

	public static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String level(int product) {
			if (product % 2 != 0) {
				throw new IllegalArgumentException();
			}
			return "real " + product;
		}

		public String cached(int product, Throwable thrown) {
			return "cached " + product;
		}

	}

	public static class Page {

		private final Stock stock;

		Page(Stock stock) {
			this.stock = stock;
		}

		@CircuitBreaker(name = "page", fallbackMethod = "blank")
		public String show(int product) {
			String level = this.stock.level(product);
			if (product % 3 == 0) {
				throw new IllegalStateException();
			}
			return "page of " + level;
		}

		public String blank(int product, Throwable thrown) {
			return "blank " + product;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		@Bean
		FallbackExecutor own(SpelResolver names, FallbackDecorators decorators) {
			return new FallbackExecutor(names, decorators) {

				@Override
				public @Nullable Object execute(ProceedingJoinPoint call, Method method, String fallback,
						CheckedSupplier<Object> primary) throws Throwable {
					CheckedSupplier<Object> decorated = decorators.decorate(
							FallbackMethod.create(fallback, method, call.getArgs(), call.getTarget(), call.getThis()),
							primary);
					decorated.get();
					return decorated.get(); // as a host might, to look at it twice
				}

			};
		}

	}

}
