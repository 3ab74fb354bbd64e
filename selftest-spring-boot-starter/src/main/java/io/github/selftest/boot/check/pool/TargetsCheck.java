package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.pool.Outside.Seen;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;

/**
 * Tries the databases and poolers that are declared, one after the other with one
 * connection each, and compares what is behind them.
 */
final class TargetsCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(TargetsCheck.class);

	private final CheckDefinition definition;

	private final List<TargetProbe> targets;

	private final PoolCheckProperties properties;

	TargetsCheck(List<TargetProbe> targets, PoolCheckProperties properties) {
		this.definition = CheckDefinition.builder("poolTargets")
			.title("Poolers and databases by name")
			.kind("pool")
			.groups(properties.groups().toArray(String[]::new))
			.severity(Severity.DEGRADING)
			.deadline(properties.deadline().plus(properties.borrowTimeout().multipliedBy(targets.size())))
			.build();
		this.targets = targets;
		this.properties = properties;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) throws InterruptedException {
		List<Finding> findings = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		Map<TargetProbe, Answer.Server> servers = new LinkedHashMap<>();
		for (TargetProbe target : this.targets) {
			Seen seen = target.look(this.properties.borrowTimeout());
			Answer answer = seen.answer();
			if (answer == null) {
				logger.warn("{} gave no connection", target.subject(), seen.thrown());
				findings.add(Objects.requireNonNull(failure(target, seen)));
				continue;
			}
			servers.put(target, answer.server());
			findings.add(Finding.pass("pool.target-answers", "%s opened a connection in %.1f ms and answered in %.1f ms"
				.formatted(target.subject(), answer.connectNanos() / 1e6, answer.queryNanos() / 1e6)));
			measurements.add(Measurement.of(target.name() + "ConnectTime", answer.connectNanos() / 1e6, "ms"));
			measurements.add(Measurement.of(target.name() + "QueryTime", answer.queryNanos() / 1e6, "ms"));
		}
		compare(servers, findings);
		return CheckResult.of(findings, measurements);
	}

	static Finding failure(TargetProbe target, Seen seen) {
		SqlFailure failure = (seen.failure() != null) ? seen.failure() : SqlFailure.OTHER;
		Finding finding = failure.finding(target.subject(), seen.thrown());
		// one code for what a pool found of its database, another for what has a name of
		// its own
		String code = "pool." + target.role().name().toLowerCase(Locale.ROOT) + "-" + failure.rule();
		return Finding.of(finding.status(), code, finding.message())
			.withValues(Objects.requireNonNullElse(finding.observed(), ""),
					Objects.requireNonNullElse(finding.expected(), ""))
			.withRemedy(Objects.requireNonNullElse(finding.remedy(), ""));
	}

	private void compare(Map<TargetProbe, Answer.Server> servers, List<Finding> findings) {
		TargetProbe first = null;
		for (Map.Entry<TargetProbe, Answer.Server> entry : servers.entrySet()) {
			TargetProbe target = entry.getKey();
			boolean shouldBeStandby = target.role() == Role.STANDBY;
			if (entry.getValue().isStandby() != shouldBeStandby) {
				findings.add(Finding.warn("pool.target-role", target.subject() + " has another role than declared")
					.withValues(entry.getValue().isStandby() ? "standby" : "primary",
							shouldBeStandby ? "standby" : "primary")
					.withRemedy("Correct its URL or its role; after a failover let it lead to the new primary"));
			}
			if (first == null) {
				first = target;
				continue;
			}
			Answer.Server other = Objects.requireNonNull(servers.get(first));
			differ(findings, first, target, "database", other.database(), entry.getValue().database());
			differ(findings, first, target, "version", other.product(), entry.getValue().product());
		}
	}

	private static void differ(List<Finding> findings, TargetProbe one, TargetProbe two, String what,
			@Nullable String expected, @Nullable String observed) {
		if (!Objects.equals(expected, observed)) {
			findings.add(Finding
				.warn("pool.targets-differ",
						"%s leads to another %s than %s".formatted(two.subject(), what, one.subject()))
				.withValues(String.valueOf(observed), String.valueOf(expected))
				.withRemedy("Correct the URL of one of them, or what the pooler has configured"));
		}
	}

}
