package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Resilience4j gives access to fallbacks that are not public and takes it away, on
 * objects that all threads share (its issue 878).
 */
class FallbackAccessTests {

	@Test
	void proofsAtTheSameTimeDoNotTakeAccessFromEachOther() {
		Resilience.service(Hidden.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run((context) -> {
				Check proof = Resilience.find(context, "fallbackProofHiddenValue");
				assertThat(inParallel(() -> proof.run(TestCheckContext.of(proof.definition())).status()))
					.containsOnly(Status.PASS);
			});
	}

	@Test
	void callsAtTheSameTimeFallBackForTypesThatADecoratorOfTheHostTakes() {
		Resilience.service(Open.class).withBean(BoxDecorator.class).run((context) -> {
			Open open = context.getBean(Open.class);
			assertThat(inParallel(() -> open.box().content())).containsOnly("cached");
		});
	}

	private static <T> List<T> inParallel(Callable<T> call) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Callable<List<T>>> workers = new ArrayList<>();
			for (int worker = 0; worker < 8; worker++) {
				workers.add(() -> {
					List<T> results = new ArrayList<>();
					for (int i = 0; i < 500; i++) {
						results.add(call.call());
					}
					return results;
				});
			}
			List<T> results = new ArrayList<>();
			for (Future<List<T>> done : executor.invokeAll(workers)) {
				results.addAll(done.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	static class Hidden {

		@CircuitBreaker(name = "hidden", fallbackMethod = "cached")
		@ProveFallback
		String value() {
			return "real";
		}

		String cached(Throwable thrown) {
			return "cached";
		}

	}

	public static class Open {

		@CircuitBreaker(name = "open", fallbackMethod = "cached")
		public Box box() {
			throw new IllegalStateException();
		}

		public Box cached(Throwable thrown) {
			return new Box("cached");
		}

	}

	record Box(String content) {

	}

	static class BoxDecorator implements FallbackDecorator {

		@Override
		public boolean supports(Class<?> target) {
			return target == Box.class;
		}

		@Override
		@SuppressWarnings("NullAway") // a method may well return null
		public CheckedSupplier<Object> decorate(FallbackMethod fallback, CheckedSupplier<Object> call) {
			return () -> {
				try {
					return call.get();
				}
				catch (Throwable ex) {
					@Nullable Object result = fallback.fallback(ex);
					return result;
				}
			};
		}

	}

}
