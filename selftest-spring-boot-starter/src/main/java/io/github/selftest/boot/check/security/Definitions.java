package io.github.selftest.boot.check.security;

import java.time.Duration;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;

/**
 * What the checks of this kind have in common. They degrade, so that no release is rolled
 * back unasked, and run now and then, as what they look at changes with a deploy.
 */
final class Definitions {

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final Duration DEADLINE_OF_REQUESTS = Duration.ofSeconds(15);

	private Definitions() {
	}

	/**
	 * Define a check that runs without being asked for. It stays out of the group
	 * {@code smoke}: where nobody has declared a check, nothing says that the service
	 * works.
	 */
	static CheckDefinition unasked(String id, String title) {
		return builder(id, title).groups(Groups.CONTINUOUS).interval(INTERVAL).build();
	}

	/**
	 * Define a check that sends requests to declared paths.
	 */
	static CheckDefinition declared(String id, String title) {
		return builder(id, title).groups(Groups.SMOKE, Groups.CONTINUOUS)
			.interval(INTERVAL)
			.deadline(DEADLINE_OF_REQUESTS)
			.build();
	}

	/**
	 * Define a check that runs on request only.
	 */
	static CheckDefinition onRequest(String id, String title) {
		return builder(id, title).groups(Groups.DEEP).deadline(DEADLINE_OF_REQUESTS).build();
	}

	private static CheckDefinition.Builder builder(String id, String title) {
		return CheckDefinition.builder(id).title(title).kind("security").severity(Severity.DEGRADING);
	}

}
