package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.fallback.ProofInterceptor.FailingCall;

/**
 * One fallback to prove.
 *
 * @param id the id of the check
 * @param about the methods that fail, as part of a sentence
 * @param methods the methods that fail
 * @param refusing the instance that refuses calls in place of them, {@code null} for none
 * @param failure by what they fail, {@code null} for that with which their guard refuses
 * @param call the call to make
 * @param verdict tells whether a result serves
 * @param within the time that the fallback has, {@code null} for that of the check
 * @param flaw what is wrong with the declaration, {@code null} if nothing is
 */
record Proof(String id, String about, List<GuardedMethod> methods, @Nullable InstanceName refusing,
		@Nullable Throwable failure, FailingCall call, Verdict verdict, @Nullable Duration within,
		@Nullable String flaw) {

	static Proof flawed(String id, String about, String flaw) {
		return new Proof(id, about, List.of(), null, null, () -> null, (result) -> {
		}, null, flaw);
	}

	boolean failsNothing() {
		return this.methods.isEmpty() && this.refusing == null;
	}

	/**
	 * Tells whether a result serves.
	 */
	@FunctionalInterface
	interface Verdict {

		/**
		 * Look at it.
		 * @param result the result
		 * @throws AssertionError if it does not serve
		 */
		void verify(@Nullable Object result);

	}

}
