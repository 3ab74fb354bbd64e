package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;

import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Stands in for the bean whose fallback is called, for decorators that call it in their
 * own way. Its only method is a fallback by all rules of {@link FallbackMethod}, and
 * calls the real one.
 */
final class CountedFallback {

	private static final String NAME = "recover";

	private static final Method GUARDED = guarded();

	private final FallbackMethod fallback;

	private final FallbackWatch watch;

	private CountedFallback(FallbackMethod fallback, FallbackWatch watch) {
		this.fallback = fallback;
		this.watch = watch;
	}

	static FallbackMethod around(FallbackMethod fallback, FallbackWatch watch) {
		CountedFallback counted = new CountedFallback(fallback, watch);
		try {
			return FallbackMethod.create(NAME, GUARDED, new Object[0], counted, counted);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Nullable Object recover(Throwable thrown) throws Throwable {
		try {
			Object result = this.fallback.fallback(thrown);
			this.watch.succeeded();
			return result;
		}
		catch (Throwable ex) {
			if (ex != thrown) { // else no fallback takes this exception
				this.watch.failed();
			}
			throw ex;
		}
	}

	@SuppressWarnings("unused") // what is recovered from, for its types
	private @Nullable Object recover() {
		return null;
	}

	private static Method guarded() {
		Method method = ReflectionUtils.findMethod(CountedFallback.class, NAME);
		if (method == null) {
			throw new IllegalStateException(NAME);
		}
		return method;
	}

}
