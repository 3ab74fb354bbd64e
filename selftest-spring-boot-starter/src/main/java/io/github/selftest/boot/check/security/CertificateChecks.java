package io.github.selftest.boot.check.security;

import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.check.security.SecurityCheckProperties.Certificate;

/**
 * The check of the certificate, if a port of the service speaks TLS.
 */
final class CertificateChecks implements StaticChecks {

	private final OwnCertificates certificates;

	private final Certificate limits;

	private final IgnoredRules ignored;

	CertificateChecks(OwnCertificates certificates, Certificate limits, IgnoredRules ignored) {
		this.certificates = certificates;
		this.limits = limits;
		this.ignored = ignored;
	}

	@Override
	public List<Check> checks() {
		return this.certificates.isTlsInUse()
				? List.of(new CertificateCheck(this.certificates, this.limits, this.ignored)) : List.of();
	}

}
