package io.github.selftest.boot.synthetic;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a key or token is good for.
 *
 * @param id its id, as it is logged
 * @param label what it is counted as, one of few
 * @param notAfter when it ends, {@code null} for never
 * @param tenants the tenants it may act for
 * @param faults the faults it may ask for
 * @param paths the paths it may call
 * @param limit how often it may be used, {@code null} for any number
 */
record Credential(String id, String label, @Nullable Instant notAfter, Names tenants, Names faults, PathRules paths,
		@Nullable Limit limit) {

	boolean isExpiredAt(Instant now) {
		return this.notAfter != null && now.isAfter(this.notAfter);
	}

	void requireWithinScope(Claim claim) throws RejectedException {
		if (!claim.tenant().map(this.tenants::allow).orElse(true)) {
			throw new RejectedException(Reason.TENANT_NOT_ALLOWED);
		}
		if (!claim.fault().map(this.faults::allow).orElse(true)) {
			throw new RejectedException(Reason.FAULT_NOT_ALLOWED);
		}
		if (!this.paths.isEmpty() && !this.paths.match(claim.method(), claim.path())) {
			throw new RejectedException(Reason.PATH_NOT_ALLOWED);
		}
	}

}
