package io.github.selftest.boot.check.security;

import java.security.KeyStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.security.SecurityCheckProperties.Certificate;

/**
 * Looks at how long the certificates of the own ports are valid, without a connection.
 */
final class CertificateCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(CertificateCheck.class);

	private static final Set<String> OLD_PROTOCOLS = Set.of("SSLv2", "SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1");

	private static final double MINUTES_PER_DAY = Duration.ofDays(1).toMinutes();

	private final CheckDefinition definition = Definitions.unasked("securityCertificate",
			"The certificate of the own port is valid");

	private final OwnCertificates certificates;

	private final Certificate limits;

	private final IgnoredRules ignored;

	CertificateCheck(OwnCertificates certificates, Certificate limits, IgnoredRules ignored) {
		this.certificates = certificates;
		this.limits = limits;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		RuleReport report = new RuleReport(context, this.ignored);
		List<ServedCertificate> served = read();
		if (served.isEmpty()) {
			report.broken(SecurityRule.CERTIFICATE_UNREADABLE, "The certificate of the own port cannot be read",
					"no certificate", "a key with its certificate");
			return context.result();
		}
		lookAtEnd(context, report, served);
		lookAtBegin(context, report, served);
		lookAtProtocols(report, served);
		return context.result();
	}

	private List<ServedCertificate> read() {
		try {
			return this.certificates.read();
		}
		catch (KeyStoreException | RuntimeException ex) {
			logger.warn("The certificate of the own port cannot be read", ex);
			return List.of();
		}
	}

	private void lookAtEnd(CheckContext context, RuleReport report, List<ServedCertificate> served) {
		ServedCertificate first = served.stream().min(Comparator.comparing(CertificateCheck::end)).orElseThrow();
		Duration left = Duration.between(context.clock().instant(), end(first));
		context.record(
				Measurement.of("certificateDaysLeft", days(left), "days").withLimit(days(this.limits.warnWithin())));
		if (left.compareTo(this.limits.failWithin()) < 0 || left.isNegative()) {
			report.broken(SecurityRule.CERTIFICATE_EXPIRED,
					message(first, left.isNegative() ? "has expired" : "expires"), shown(left),
					"at least " + shown(this.limits.failWithin()));
		}
		else if (left.compareTo(this.limits.warnWithin()) < 0) {
			report.broken(SecurityRule.CERTIFICATE_EXPIRES_SOON, message(first, "expires soon"), shown(left),
					"at least " + shown(this.limits.warnWithin()));
		}
		else {
			report.kept(SecurityRule.CERTIFICATE_EXPIRED, message(first, "is valid for " + shown(left)));
		}
	}

	private static void lookAtBegin(CheckContext context, RuleReport report, List<ServedCertificate> served) {
		Instant now = context.clock().instant();
		for (ServedCertificate one : served) {
			Instant begin = one.certificate().getNotBefore().toInstant();
			if (begin.isAfter(now)) {
				report.broken(SecurityRule.CERTIFICATE_NOT_YET_VALID, message(one, "is not valid yet"),
						"valid from " + begin, "valid now");
			}
		}
	}

	private static void lookAtProtocols(RuleReport report, List<ServedCertificate> served) {
		Set<String> old = new TreeSet<>();
		served.forEach((one) -> old.addAll(one.protocols()));
		old.retainAll(OLD_PROTOCOLS);
		if (old.isEmpty()) {
			report.kept(SecurityRule.TLS_PROTOCOLS, "No old protocol is set for the own port");
			return;
		}
		report.broken(SecurityRule.TLS_PROTOCOLS, "Old protocols are set for the own port", String.join(", ", old),
				"TLSv1.2 and TLSv1.3");
	}

	private static Instant end(ServedCertificate served) {
		return served.certificate().getNotAfter().toInstant();
	}

	private static String message(ServedCertificate served, String what) {
		return "Certificate '%s' of '%s' %s".formatted(served.subject(), served.port(), what);
	}

	private static String shown(Duration duration) {
		return String.format(Locale.ROOT, "%.1f days", days(duration));
	}

	/**
	 * Return the days, cut and not rounded, so that 29.96 days are no 30.
	 */
	private static double days(Duration duration) {
		return Math.floor(10 * duration.toMinutes() / MINUTES_PER_DAY) / 10;
	}

}
