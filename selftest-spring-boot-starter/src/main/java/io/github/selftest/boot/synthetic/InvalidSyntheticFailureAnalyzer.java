package io.github.selftest.boot.synthetic;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when synthetic requests cannot be recognised as configured.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSyntheticFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSyntheticException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSyntheticException cause) {
		String description = "Synthetic requests cannot be recognised:%n%n    Where: %s%n    Seen: %s%n    Expected: %s"
			.formatted(cause.property(), cause.seen(), cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
