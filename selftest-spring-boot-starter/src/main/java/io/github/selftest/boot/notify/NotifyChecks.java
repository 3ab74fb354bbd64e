package io.github.selftest.boot.notify;

import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * The checks of the targets and the heartbeat.
 */
final class NotifyChecks implements CheckProvider {

	private final List<Check> checks;

	NotifyChecks(List<Check> checks) {
		this.checks = List.copyOf(checks);
	}

	@Override
	public List<Check> checks() {
		return this.checks;
	}

}
