package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Says what is odd about how the pools are configured. Borrows nothing: what the servers
 * say of themselves is known from the last connection that was looked at.
 */
final class SettingsCheck implements BuiltInCheck {

	private static final CheckDefinition DEFINITION = CheckDefinition.builder("poolSettings")
		.title("Settings of connection pools")
		.kind("pool")
		.groups(Groups.CONTINUOUS)
		.interval(Duration.ofMinutes(10))
		.severity(Severity.INFO)
		.build();

	private final Supplier<Collection<PoolCheck>> pools;

	private final SettingRules rules;

	SettingsCheck(Supplier<Collection<PoolCheck>> pools, SettingRules rules) {
		this.pools = pools;
		this.rules = rules;
	}

	@Override
	public CheckDefinition definition() {
		return DEFINITION;
	}

	@Override
	public CheckResult run(CheckContext context) {
		List<Finding> findings = new ArrayList<>();
		for (PoolCheck pool : this.pools.get()) {
			findings.addAll(this.rules.look(pool.name(), pool.dataSource(), pool.server()));
		}
		findings.addAll(this.rules.lookTogether(this.pools.get()));
		if (findings.isEmpty()) {
			findings.add(this.pools.get().isEmpty() ? Finding.inconclusive("pool.settings", "No pool has been seen yet")
					: Finding.pass("pool.settings", "The settings of the pools have no known trap"));
		}
		return CheckResult.of(findings, List.of());
	}

}
