package io.github.selftest.boot.fault;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when faults cannot be made as configured.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidFaultFailureAnalyzer extends AbstractFailureAnalyzer<InvalidFaultException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidFaultException cause) {
		String description = "Faults cannot be made:%n%n    Where: %s%n    Seen: %s%n    Expected: %s"
			.formatted(cause.property(), cause.seen(), cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
