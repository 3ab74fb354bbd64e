package io.github.selftest.boot.check;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when a {@link SelfTestConfigurationException} fails the start.
 * Asked before Boot's own analyzers, which would explain the exception around it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SelfTestConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SelfTestConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SelfTestConfigurationException cause) {
		String seen = (cause.value() != null) ? "'" + cause.value() + "'" : "nothing";
		String description = "The self-test of this service cannot be set up:%n%n    Where: %s%n    Seen: %s%n    Expected: %s"
			.formatted(cause.property(), seen, cause.expected());
		return new FailureAnalysis(description, cause.remedy(), cause);
	}

}
