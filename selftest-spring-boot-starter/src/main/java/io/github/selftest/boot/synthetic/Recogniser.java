package io.github.selftest.boot.synthetic;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Decides what a marked request is. What costs little comes first, nonces are kept of
 * verified requests alone, and each claim is counted once.
 */
final class Recogniser {

	private static final Logger logger = LoggerFactory.getLogger(Recogniser.class);

	private final Proofs proofs;

	private final Authenticators authenticators;

	private final NonceMemory nonces;

	private final Limits limits;

	private final PathRules readOnlyPaths;

	private final ClaimRecorder recorder;

	Recogniser(Proofs proofs, Authenticators authenticators, NonceMemory nonces, Limits limits, PathRules readOnlyPaths,
			ClaimRecorder recorder) {
		this.proofs = proofs;
		this.authenticators = authenticators;
		this.nonces = nonces;
		this.limits = limits;
		this.readOnlyPaths = readOnlyPaths;
		this.recorder = recorder;
	}

	Decision decide(Claim claim) {
		try {
			claim.read();
			Decision decision = decide(claim, proof(claim));
			this.recorder.verified(claim, decision);
			return decision;
		}
		catch (RejectedException ex) {
			return rejected(claim, ex);
		}
		catch (IOException | RuntimeException ex) {
			// such as of a body that a filter before us has read: no reason to answer 500
			logger.debug("A marked request cannot be read", ex);
			return rejected(claim, new RejectedException(Reason.MALFORMED));
		}
	}

	private Decision rejected(Claim claim, RejectedException cause) {
		this.recorder.rejected(claim, cause.reason());
		return claim.isSafe() ? Decision.user() : Decision.refused(cause.reason(), cause.retryAfterSeconds());
	}

	private Proof proof(Claim claim) throws RejectedException, IOException {
		String signature = claim.signature();
		String token = claim.token();
		Signed signed = null;
		Credential credential;
		if (signature != null) {
			signed = Signed.parse(signature);
			this.proofs.requireInWindow(signed);
			credential = this.proofs.verify(claim, signed);
			this.nonces.require(signed);
		}
		else {
			credential = (token != null) ? this.proofs.verify(token) : this.authenticators.verify(claim);
		}
		credential.requireWithinScope(claim);
		return new Proof(credential, signed);
	}

	private Decision decide(Claim claim, Proof proof) throws RejectedException {
		Credential credential = proof.credential();
		SyntheticContext context = SyntheticContext.of(credential.id(), claim.run(), claim.tenant().orElse(null),
				claim.fault().orElse(null));
		Decision decision = new Decision(context, credential.label(), credential.paths(), null, 0);
		try {
			this.limits.take(credential);
		}
		catch (RejectedException ex) {
			return decision.refusedFor(ex.reason(), ex.retryAfterSeconds());
		}
		if (proof.signed() != null) {
			this.nonces.use(proof.signed());
		}
		return isGranted(claim, claim.method()) ? decision : decision.refusedFor(Reason.NO_GRANT, 0);
	}

	/**
	 * Return whether a request that was decided may also be handled as one of another
	 * method, which a filter of the host has given it.
	 * @param decision what was decided
	 * @param claim the request
	 * @param method the method now
	 * @return whether it may
	 */
	boolean allows(Decision decision, Claim claim, String method) {
		SyntheticContext context = decision.context();
		return context == null || ((decision.scope().isEmpty() || decision.scope().match(method, claim.path()))
				&& (context.tenant().isPresent() || isGranted(claim, method)));
	}

	private boolean isGranted(Claim claim, String method) {
		return Claim.isSafe(method) || claim.tenant().isPresent() || this.readOnlyPaths.match(method, claim.path());
	}

	private record Proof(Credential credential, @Nullable Signed signed) {

	}

}
