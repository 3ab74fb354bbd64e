package io.github.selftest.boot.check.fallback;

import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells the calls that nobody but Resilience4j handles: its executor calls what a
 * decorator returns once, at once, on the same thread, and forgets it. A host that has an
 * executor or a decorator of its own may do otherwise, and so may one that asks the
 * decorators itself.
 */
final class LibraryCalls {

	private static final String LIBRARY = "io.github.resilience4j.spring6.";

	private final SingletonSupplier<Boolean> alone;

	private final ClassValue<Boolean> made = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return type.getName().startsWith(LIBRARY);
		}

	};

	LibraryCalls(BooleanSupplier alone) {
		this.alone = SingletonSupplier.of(alone::getAsBoolean);
	}

	boolean has(CheckedSupplier<Object> call) {
		return this.made.get(call.getClass()) && this.alone.obtain();
	}

	static LibraryCalls of(ObjectProvider<FallbackExecutor> executors, ObjectProvider<FallbackDecorators> all,
			ObjectProvider<FallbackDecorator> decorators) {
		return new LibraryCalls(
				() -> executors.stream().allMatch((executor) -> executor.getClass() == FallbackExecutor.class)
						&& all.stream().allMatch((each) -> each.getClass() == FallbackDecorators.class)
						&& areOfLibrary(decorators.stream().toList()));
	}

	private static boolean areOfLibrary(List<FallbackDecorator> decorators) {
		return decorators.stream()
			.allMatch((decorator) -> decorator instanceof CountingFallbackDecorator
					|| decorator.getClass().getName().startsWith(LIBRARY));
	}

}
