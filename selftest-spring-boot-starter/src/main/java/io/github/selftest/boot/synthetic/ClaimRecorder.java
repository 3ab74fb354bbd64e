package io.github.selftest.boot.synthetic;

/**
 * Counts and logs what became of claims.
 */
final class ClaimRecorder {

	private final Counts counts;

	private final RejectionLog log;

	ClaimRecorder(Counts counts, RejectionLog log) {
		this.counts = counts;
		this.log = log;
	}

	void verified(Claim claim, Decision decision) {
		Reason refusal = decision.refusal();
		this.counts.claim(refusal);
		if (refusal == Reason.NO_GRANT && decision.label().equals(SelfKey.ID)) {
			this.log.ownRequestRefused(claim);
		}
	}

	void rejected(Claim claim, Reason reason) {
		this.counts.claim(reason);
		this.log.rejected(claim, reason);
	}

}
