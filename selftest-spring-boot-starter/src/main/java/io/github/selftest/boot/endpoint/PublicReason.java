package io.github.selftest.boot.endpoint;

import java.util.Optional;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Verdict;

/**
 * The reason for those who may see no details. What a check of kind {@code security} has
 * found is a way in, such as a default password that works: they get its code alone.
 *
 * @since 0.1.0
 */
public final class PublicReason {

	private static final String SECURITY = "security";

	private PublicReason() {
	}

	/**
	 * Return why a group stands as it does.
	 * @param verdict how it stands
	 * @return the reason
	 */
	public static String of(Verdict verdict) {
		return verdict.checks()
			.stream()
			.filter((report) -> verdict.reason().startsWith(report.id() + ":"))
			.findFirst()
			.flatMap(PublicReason::ofSecurity)
			.orElse(verdict.reason());
	}

	static String of(CheckReport report) {
		return ofSecurity(report).orElseGet(() -> Reasons.of(report));
	}

	private static Optional<String> ofSecurity(CheckReport report) {
		Finding explanation = report.explanation();
		return (explanation != null && report.definition().kind().equals(SECURITY))
				? Optional.of(report.id() + ": " + explanation.code()) : Optional.empty();
	}

}
