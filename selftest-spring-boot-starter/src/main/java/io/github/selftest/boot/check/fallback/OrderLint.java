package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.Finding;

/**
 * Retries that never retry, and retries that a breaker sees as failures of their own.
 */
final class OrderLint implements Lint {

	@Override
	public List<Finding> look(Inventory inventory) {
		List<Finding> findings = new ArrayList<>();
		for (GuardedMethod method : inventory.methods()) {
			method.guard(Protection.RETRY).ifPresent((retry) -> look(inventory, method, retry, findings));
		}
		return findings;
	}

	private static void look(Inventory inventory, GuardedMethod method, Guard retry, List<Finding> findings) {
		Aspects aspects = inventory.aspects();
		for (Guard inner : method.withFallback()) {
			if (aspects.isOutside(Protection.RETRY, inner.protection()) && isWorking(method, inner)) {
				findings.add(swallowed(method, retry, inner));
			}
		}
		method.guard(Protection.CIRCUIT_BREAKER)
			.filter((breaker) -> aspects.isOutside(Protection.RETRY, Protection.CIRCUIT_BREAKER))
			.ifPresent((breaker) -> findings.add(outside(inventory, method, retry, breaker)));
	}

	private static boolean isWorking(GuardedMethod method, Guard guard) {
		return !guard.isFallbackFixed() || !Fallbacks.of(method, guard.fallback()).used().isEmpty();
	}

	private static Finding swallowed(GuardedMethod method, Guard retry, Guard inner) {
		return Finding
			.fail("fallback.retry-swallowed",
					"Retry '%s' on '%s' never retries: fallback '%s' of %s runs inside of it and leaves no exception"
						.formatted(retry.name(), method.label(), inner.fallback(), inner.annotation()))
			.withValues(inner.annotation() + " has the fallback", "@Retry has it, as the outermost")
			.withRemedy(
					"Move 'fallbackMethod' from %s to @Retry on '%s'".formatted(inner.annotation(), method.label()));
	}

	private static Finding outside(Inventory inventory, GuardedMethod method, Guard retry, Guard breaker) {
		String times = inventory.find(Protection.RETRY, retry.name())
			.map((instance) -> RetryFacts.of(instance.value()))
			.map((facts) -> facts.attempts() + " times"
					+ (facts.retriesOpenBreaker() ? ", also while the breaker is open" : ""))
			.orElse("several times");
		return Finding
			.warn("fallback.retry-outside-breaker",
					"Retry '%s' on '%s' is outside of breaker '%s': one failing call counts %s".formatted(retry.name(),
							method.label(), breaker.name(), times))
			.withValues("retry outside", "breaker outside, or a breaker that is sized for it")
			.withRemedy("Set 'resilience4j.circuitbreaker.circuit-breaker-aspect-order' below "
					+ "'resilience4j.retry.retry-aspect-order', and let the retry ignore CallNotPermittedException");
	}

}
