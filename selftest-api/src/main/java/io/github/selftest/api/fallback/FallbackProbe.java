package io.github.selftest.api.fallback;

import org.jspecify.annotations.Nullable;

/**
 * A safe call by which a fallback is proven, and what to expect of its result. While the
 * call runs, on that thread alone, one method fails in place of being entered, so that
 * its fallback has to serve. Breakers and retries do not hear of it.
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
	 * @return the class as it is written, without its proxy
	 */
	Class<?> type();

	/**
	 * Return the method that is to fail, which must have a fallback.
	 * @return the name; all methods of that name fail
	 */
	String method();

	/**
	 * Make the call: of the method itself through its bean, or of something that calls
	 * it.
	 * @return the result, or a {@link java.util.concurrent.CompletionStage} of it
	 * @throws Exception anything, which fails the proof
	 */
	@Nullable Object call() throws Exception;

	/**
	 * Tell whether the result serves. By default any but {@code null} does.
	 * @param result the result of the call, or of its stage
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
