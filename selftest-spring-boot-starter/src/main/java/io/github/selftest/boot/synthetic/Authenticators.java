package io.github.selftest.boot.synthetic;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;
import io.github.selftest.api.synthetic.SyntheticProof;

/**
 * The other proofs that the service knows. They share one limit, as nothing bounds the
 * number of ids.
 */
final class Authenticators {

	static final String LABEL = "authenticator";

	private static final Logger logger = LoggerFactory.getLogger(Authenticators.class);

	private final List<SyntheticAuthenticator> authenticators;

	private final Limit limit;

	Authenticators(List<SyntheticAuthenticator> authenticators, int requestsPerSecond, LongSupplier nanoTime) {
		this.authenticators = List.copyOf(authenticators);
		this.limit = new Limit(requestsPerSecond, nanoTime);
	}

	Credential verify(Claim claim) throws RejectedException {
		for (SyntheticAuthenticator authenticator : this.authenticators) {
			SyntheticProof proof = ask(authenticator, claim);
			if (proof.state() == SyntheticProof.State.VERIFIED) {
				return new Credential(proof.id(), LABEL, null, new Names(proof.tenants()), new Names(proof.faults()),
						PathRules.NONE, this.limit);
			}
			if (proof.state() == SyntheticProof.State.REJECTED) {
				throw new RejectedException(Reason.NOT_AUTHENTICATED);
			}
		}
		throw new RejectedException(Reason.NO_PROOF);
	}

	private static SyntheticProof ask(SyntheticAuthenticator authenticator, Claim claim) {
		try {
			return Objects.requireNonNull(authenticator.authenticate(claim), "the proof must not be null");
		}
		catch (Exception ex) {
			logger.debug("An authenticator could not examine a synthetic request", ex);
			return SyntheticProof.rejected();
		}
	}

}
