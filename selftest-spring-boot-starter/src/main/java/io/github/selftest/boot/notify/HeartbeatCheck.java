package io.github.selftest.boot.notify;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;

/**
 * Tells whether heartbeats are sent and arrive. Sends nothing.
 */
final class HeartbeatCheck implements Check {

	static final String ID = "alertHeartbeat";

	private final DeadManSwitch heartbeat;

	HeartbeatCheck(DeadManSwitch heartbeat) {
		this.heartbeat = heartbeat;
	}

	@Override
	public CheckDefinition definition() {
		return CheckDefinition.builder(ID)
			.title("Heartbeats arrive")
			.kind(Findings.KIND)
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build();
	}

	@Override
	public CheckResult run(CheckContext context) {
		return CheckResult.of(finding(context.clock().instant()));
	}

	private Finding finding(Instant now) {
		Outcome outcome = this.heartbeat.outcome();
		String host = this.heartbeat.host();
		if (outcome != null && !outcome.isAccepted()) {
			return Finding.fail("notify.heartbeat-failed", "The heartbeat to '%s' was not accepted".formatted(host))
				.withValues(outcome.observed(), "HTTP 2xx")
				.withRemedy("Look whether '%s.heartbeat.url' is still valid and reachable from here"
					.formatted(NotifyProperties.PREFIX));
		}
		String lifeless = this.heartbeat.lifeless();
		if (lifeless != null) {
			return Finding.inconclusive("notify.heartbeat-held-back",
					"No heartbeat is sent to '%s': %s".formatted(host, lifeless));
		}
		return sent(host, this.heartbeat.lastAccepted(), now);
	}

	private Finding sent(String host, @Nullable Instant last, Instant now) {
		if (last == null) {
			return Finding.inconclusive("notify.heartbeat-never-sent",
					"No heartbeat was sent to '%s' yet".formatted(host));
		}
		long age = Math.max(0, Duration.between(last, now).toSeconds());
		return Finding.pass("notify.heartbeat-sent", "'%s' has accepted a heartbeat %d s ago".formatted(host, age));
	}

}
