package io.github.selftest.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.selftest.boot.engine.InvalidPlanException;

/**
 * Says what to do when the checks of the application can't be planned.
 */
final class InvalidPlanFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPlanException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPlanException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
	}

}
