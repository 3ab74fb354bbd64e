package io.github.selftest.boot.check.fallback;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.fallback.ForcedFailure.NameOfFallback;

/**
 * What all proofs share.
 *
 * @param scan knows the instances
 * @param interceptor lets methods fail
 * @param guard watches the instances
 * @param decorators how fallbacks are called
 * @param names how fallbacks are named
 * @param records where a proof is noted
 * @param nanoTime the time
 */
record ProofTools(FallbackScan scan, ProofInterceptor interceptor, IsolationGuard guard,
		CountingFallbackDecorator decorators, NameOfFallback names, FallbackRecords records, LongSupplier nanoTime) {

	ForcedFailure failure(Proof proof) {
		@Nullable Throwable given = proof.failure();
		Throwable failure = (given != null) ? given : Refusals.of(proof.methods().get(0));
		return new ForcedFailure(proof.methods(), failure, this.decorators, this.names);
	}

	void guardAgainstLeaks() {
		this.guard.watch(this.scan.latest());
	}

}
