package io.github.selftest.boot.check.security;

/**
 * Looks at one thing that is set in the running service, without a request.
 */
interface SettingRule {

	SecurityRule rule();

	/**
	 * Report whether the rule is kept.
	 * @param report where to report
	 */
	void look(RuleReport report);

}
