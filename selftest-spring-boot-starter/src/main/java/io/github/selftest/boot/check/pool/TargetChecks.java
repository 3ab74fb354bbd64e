package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.DisposableBean;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;

/**
 * The checks of what is declared by name.
 */
final class TargetChecks implements StaticChecks, DisposableBean {

	private final List<Check> checks = new ArrayList<>();

	private final List<TargetProbe> targets = new ArrayList<>();

	TargetChecks(PoolCheckProperties properties, LongSupplier nanoTime) {
		properties.targets().forEach((name, target) -> this.targets.add(new TargetProbe(name, target, nanoTime)));
		if (this.targets.isEmpty()) {
			return;
		}
		this.checks.add(new TargetsCheck(this.targets, properties));
		List<TargetProbe> poolers = ofRole(Role.POOLER);
		List<TargetProbe> direct = ofRole(Role.DIRECT);
		if (!poolers.isEmpty() && !direct.isEmpty()) {
			this.checks.add(new FailoverCheck(poolers.get(0), direct.get(0), properties, nanoTime));
		}
	}

	@Override
	public List<Check> checks() {
		return List.copyOf(this.checks);
	}

	@Override
	public void destroy() {
		this.targets.forEach(TargetProbe::stop);
		this.checks.stream().filter(FailoverCheck.class::isInstance).forEach((check) -> ((FailoverCheck) check).stop());
	}

	private List<TargetProbe> ofRole(Role role) {
		return this.targets.stream().filter((target) -> target.role() == role).toList();
	}

}
