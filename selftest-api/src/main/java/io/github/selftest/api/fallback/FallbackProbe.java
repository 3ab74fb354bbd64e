package io.github.selftest.api.fallback;

import org.jspecify.annotations.Nullable;

/**
 * A safe call by which a fallback is proven, and what to expect of its result. While the
 * call runs, on that thread alone, one method fails in place of being entered, so that
 * its fallback has to serve. Breakers and retries do not hear of it.
 * <p>
 * Of a call that is decorated by hand, the type of what guards it is named in place of a
 * bean, such as {@code CircuitBreaker.class}, and the name of the instance in place of a
 * method. The instance refuses the call. Needs
 * {@code selftest.check.fallback.proof.decorators=true} as well.
 * <p>
 * Each bean of this type becomes a check of the group {@code deep}, which runs on request
 * only. Needs {@code selftest.check.fallback.proof.enabled=true}. All methods are called
 * on one of the engine's daemon threads, which is interrupted at the deadline.
 *
 * @since 0.1.0
 */
public interface FallbackProbe {

	/**
	 * Return the name, from which the id of the check is made: {@code stock-level}
	 * becomes {@code fallbackProofStockLevel}.
	 * @return the name, always the same
	 */
	String name();

	/**
	 * Return the class of the bean whose method is to fail.
	 * @return the class as it is written, without its proxy; or the type of an instance
	 */
	Class<?> type();

	/**
	 * Return the method that is to fail, which must have a fallback.
	 * @return the name; all methods of that name fail. Or the name of the instance
	 */
	String method();

	/**
	 * Make the call: of the method itself through its bean, or of something that calls
	 * it.
	 * @return the result, or a {@link java.util.concurrent.CompletionStage} or a reactive
	 * type of it
	 * @throws Exception anything, which fails the proof
	 */
	@Nullable Object call() throws Exception;

	/**
	 * Tell whether the result serves. By default any but {@code null} does.
	 * @param result the result of the call, or of its stage; a list of the first thousand
	 * items of a reactive type that can have more than one
	 * @throws AssertionError if it does not
	 */
	default void verify(@Nullable Object result) {
		if (result == null) {
			throw new AssertionError("The result is null");
		}
	}

	/**
	 * Return by what the method fails.
	 * @return an exception, or {@code null} for that with which its guard refuses a call
	 */
	default @Nullable Throwable failure() {
		return null;
	}

}
