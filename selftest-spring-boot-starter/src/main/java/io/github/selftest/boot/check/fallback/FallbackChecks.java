package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.SleepingChecks;
import io.github.selftest.boot.check.fallback.FallbackCheckProperties.RequestProof;

/**
 * The inventory, a check for the fallbacks behind each instance, and whatever else there
 * is for each instance. Asked at run time, as instances come with their first call.
 */
final class FallbackChecks implements SleepingChecks {

	private final FallbackScan scan;

	private final FallbackInventoryCheck inventoryCheck;

	private final List<InstanceChecks> perInstance;

	private final @Nullable FallbackUse use;

	private final @Nullable Proofs proofs;

	private final @Nullable IsolationGuard guard;

	private final Map<String, RequestProof> requests;

	FallbackChecks(FallbackScan scan, FallbackInventoryCheck inventoryCheck, List<InstanceChecks> perInstance,
			@Nullable FallbackUse use, @Nullable Proofs proofs, @Nullable IsolationGuard guard,
			Map<String, RequestProof> requests) {
		this.scan = scan;
		this.inventoryCheck = inventoryCheck;
		this.perInstance = perInstance;
		this.use = use;
		this.proofs = proofs;
		this.guard = guard;
		this.requests = requests;
	}

	@Override
	public boolean isAsleep() {
		return this.requests.isEmpty() && this.scan.isEmpty();
	}

	@Override
	public void onWake(Runnable listener) {
		this.scan.onFirstInstance(listener);
	}

	@Override
	public Collection<? extends Check> checks() {
		Inventory inventory = this.scan.latest();
		List<Check> checks = new ArrayList<>();
		// an instance may be named 'inventory'
		CheckIds ids = new CheckIds(FallbackInventoryCheck.ID);
		if (!inventory.isEmpty()) {
			checks.addAll(checks(inventory, ids));
		}
		if (this.proofs != null) {
			checks.addAll(this.proofs.checks(inventory, ids));
		}
		IsolationGuard watching = this.guard;
		if (watching != null) {
			this.requests.forEach((name, proof) -> checks
				.add(new RequestProofCheck(ids.of(Proofs.PREFIX, name), name, proof, watching)));
		}
		return checks;
	}

	private List<Check> checks(Inventory inventory, CheckIds ids) {
		List<Check> checks = new ArrayList<>();
		checks.add(this.inventoryCheck);
		for (InstanceChecks source : this.perInstance) {
			checks.addAll(source.checks(ids));
		}
		if (this.use != null) {
			checks.addAll(this.use.checks(inventory, ids));
		}
		return checks;
	}

}
