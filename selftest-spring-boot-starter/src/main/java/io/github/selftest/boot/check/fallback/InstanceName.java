package io.github.selftest.boot.check.fallback;

import java.util.Optional;

/**
 * An instance by its name, as an author declares that it has to refuse calls.
 *
 * @param protection what it is
 * @param name its name
 */
record InstanceName(Protection protection, String name) {

	/**
	 * Look whether the instance can refuse a call. If it cannot, the call would be made
	 * for real.
	 * @param inventory knows the instances
	 * @return what is wrong with the declaration
	 */
	Optional<String> flaw(Inventory inventory) {
		if (!canRefuse()) {
			return Optional.of("a " + this.protection.simpleName() + " refuses no call that waits for its thread");
		}
		Optional<Instance> found = inventory.find(this.protection, this.name);
		if (found.isEmpty()) {
			return Optional.of("there is no such instance yet; configure it, or correct 'method()'");
		}
		if (!(found.get().value() instanceof Provable)) {
			return Optional.of("its registry hands out the real one; set '%s' to true in the context of the registry"
				.formatted(ProvableRegistries.PROPERTY));
		}
		return Optional.empty();
	}

	private boolean canRefuse() {
		return switch (this.protection) {
			case CIRCUIT_BREAKER, BULKHEAD, RATE_LIMITER, TIME_LIMITER -> true;
			case THREAD_POOL_BULKHEAD, RETRY, TIMER -> false;
		};
	}

	@Override
	public String toString() {
		return this.protection.simpleName() + " '" + this.name + "'";
	}

}
