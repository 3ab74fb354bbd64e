package io.github.selftest.boot.check.security;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * What one run has to say about each rule. Names of properties, headers and cookies may
 * be said, their values never.
 */
final class RuleReport {

	private final CheckContext context;

	private final IgnoredRules ignored;

	RuleReport(CheckContext context, IgnoredRules ignored) {
		this.context = context;
		this.ignored = ignored;
	}

	void kept(SecurityRule rule, String message) {
		this.context.record(Finding.pass(rule.code(), message));
	}

	void broken(SecurityRule rule, String message, Object observed, Object expected) {
		Finding finding = Finding.of(rule.status(), rule.code(), message)
			.withValues(observed, expected)
			.withRemedy(rule.remedy());
		this.context.record(this.ignored.applyTo(rule, finding, this.context.clock()));
	}

	/**
	 * Report an answer that tells nothing.
	 */
	void unclear(String request, Object observed, Object expected) {
		SecurityRule rule = SecurityRule.ANSWER_UNCLEAR;
		this.context
			.record(Finding.of(Status.INCONCLUSIVE, rule.code(), "The answer to %s tells nothing".formatted(request))
				.withValues(observed, expected)
				.withRemedy(rule.remedy()));
	}

}
