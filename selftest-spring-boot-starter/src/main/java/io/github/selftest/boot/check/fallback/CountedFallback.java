package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;

import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * Counts what a fallback does, for decorators that call it in their own way.
 */
final class CountedFallback {

	private static final String NAME = "recover";

	private static final Method GUARDED = guarded();

	private CountedFallback() {
	}

	static FallbackMethod around(Recovery fallback, FallbackWatch watch) {
		Target counted = new Target(fallback, watch);
		try {
			return FallbackMethod.create(NAME, GUARDED, new Object[0], counted, counted);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Method guarded() {
		Method method = ReflectionUtils.findMethod(Target.class, NAME);
		if (method == null) {
			throw new IllegalStateException(NAME);
		}
		return method;
	}

	/**
	 * Stands in for the bean whose fallback is called. Its only method is a fallback by
	 * all rules of {@link FallbackMethod}, and calls the real one. Public as is that
	 * method, or else {@link FallbackMethod} would give and take away access to it at
	 * each call, and fail calls at the same time.
	 */
	public static final class Target {

		private final Recovery fallback;

		private final FallbackWatch watch;

		private Target(Recovery fallback, FallbackWatch watch) {
			this.fallback = fallback;
			this.watch = watch;
		}

		/**
		 * Call the real fallback. Called by Resilience4j.
		 * @param thrown what was thrown
		 * @return what the fallback returned
		 * @throws Throwable what was thrown, or what the fallback threw
		 */
		public @Nullable Object recover(Throwable thrown) throws Throwable {
			try {
				Object result = this.fallback.from(thrown);
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

	}

	/**
	 * Keeps in a native image what Resilience4j looks for by its name.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(Target.class, MemberCategory.INVOKE_DECLARED_METHODS);
		}

	}

	/**
	 * Calls a fallback.
	 */
	@FunctionalInterface
	interface Recovery {

		/**
		 * Call it.
		 * @param thrown what was thrown
		 * @return what it returned
		 * @throws Throwable what was thrown where no fallback takes it, or what one threw
		 */
		@Nullable Object from(Throwable thrown) throws Throwable;

	}

}
