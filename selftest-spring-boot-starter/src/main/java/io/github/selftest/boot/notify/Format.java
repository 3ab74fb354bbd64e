package io.github.selftest.boot.notify;

/**
 * Forms of the body of an alert.
 */
enum Format {

	/** A message that Slack and those compatible with it show. */
	SLACK,

	/** Our own document, for programs. */
	JSON,

	/** What Alertmanager takes at {@code /api/v2/alerts}. */
	ALERTMANAGER

}
