package io.github.selftest.boot.notify;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when a target of alerts cannot be set up.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidNotifyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidNotifyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidNotifyException cause) {
		String description = "The alerts of this service cannot be set up:%n%n    Where: %s%n    Seen: %s%n    Expected: %s"
			.formatted(cause.property(), cause.seen(), cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
