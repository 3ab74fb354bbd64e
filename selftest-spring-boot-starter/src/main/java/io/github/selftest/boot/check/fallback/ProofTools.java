package io.github.selftest.boot.check.fallback;

import java.util.Optional;
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

	/**
	 * Look at what can be known of a declaration only now, as instances come and go.
	 * @param proof the proof
	 * @return what is wrong with it
	 */
	Optional<String> flaw(Proof proof) {
		InstanceName refusing = proof.refusing();
		return (refusing != null) ? refusing.flaw(this.scan.latest()) : Optional.ofNullable(proof.flaw());
	}

	ForcedFailure failure(Proof proof) {
		@Nullable Throwable given = proof.failure();
		InstanceName refusing = proof.refusing();
		Throwable refusal = (refusing != null) ? Refusals.of(refusing) : Refusals.of(proof.methods().get(0));
		return new ForcedFailure(proof.methods(), refusing, (given != null) ? given : refusal, this.decorators,
				this.names);
	}

	void guardAgainstLeaks() {
		this.guard.watch();
	}

}
