package io.github.selftest.boot.mistake;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when an {@link InvalidPropertyException} fails the start. Asked
 * before Boot's own analyzers, which would explain the exception around it.
 *
 * @since 0.1.0
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
		String description = "%s:%n%n    Where: %s%n    Seen: %s%n    Expected: %s".formatted(cause.problem(),
				cause.property(), cause.seen(), cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
