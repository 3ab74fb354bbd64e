package io.github.selftest.boot.history;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when the history cannot be kept as configured.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidHistoryFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHistoryException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidHistoryException cause) {
		String description = "The history of the self-test cannot be kept:%n%n    Where: %s%n    Seen: %s%n    Expected: %s"
			.formatted(cause.property(), cause.seen(), cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
