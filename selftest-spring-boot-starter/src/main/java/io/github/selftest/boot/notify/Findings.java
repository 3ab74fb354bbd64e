package io.github.selftest.boot.notify;

import io.github.selftest.api.Finding;

/**
 * What is said of targets. Names them and their hosts, and no more.
 */
final class Findings {

	static final String KIND = "notify";

	private Findings() {
	}

	static String name(Target target) {
		return "'%s' (%s)".formatted(target.name(), target.host());
	}

	static Finding notAccepted(Target target, String what, Outcome outcome) {
		String message = what + " to " + name(target) + " was not accepted";
		String webhook = NotifyProperties.PREFIX + ".webhooks." + target.name();
		Finding finding = switch (outcome.kind()) {
			case REDIRECTED -> Finding.fail("notify.redirected", message + ": it redirects, which is not followed")
				.withRemedy("Set '%s.url' to the address that it redirects to".formatted(webhook));
			case REFUSED -> Finding.fail("notify.rejected", message + ": it refuses what is sent")
				.withRemedy("Look whether '%s.url' is still valid, and whether the target takes this body"
					.formatted(webhook));
			default -> Finding.fail("notify.delivery-failed", message)
				.withRemedy("Look whether the target is up and reachable from here; '%s.timeout' gives it more time"
					.formatted(webhook));
		};
		return finding.withValues(outcome.observed(), "HTTP 2xx");
	}

}
