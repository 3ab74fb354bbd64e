package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Lists what Resilience4j guards in this service, and the traps in it. Its findings
 * inform; they fail nothing.
 */
final class FallbackInventoryCheck implements BuiltInCheck {

	static final String ID = "fallbackInventory";

	private static final CheckDefinition DEFINITION = CheckDefinition.builder(ID)
		.title("Inventory of Resilience4j")
		.kind("fallback")
		.groups(Groups.SMOKE)
		.severity(Severity.INFO)
		.build();

	private static final int MOST_NAMES = 12;

	private final Supplier<Inventory> inventory;

	private final List<Lint> lints;

	private final boolean proves;

	FallbackInventoryCheck(Supplier<Inventory> inventory, List<Lint> lints, boolean proves) {
		this.inventory = inventory;
		this.lints = List.copyOf(lints);
		this.proves = proves;
	}

	@Override
	public CheckDefinition definition() {
		return DEFINITION;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Inventory inventory = this.inventory.get();
		List<Finding> findings = new ArrayList<>();
		this.lints.forEach((lint) -> findings.addAll(lint.look(inventory)));
		int traps = findings.size();
		findings.addAll(instances(inventory));
		findings.add(methods(inventory));
		proofs(inventory).ifPresent(findings::add);
		if (inventory.instances().isEmpty() && inventory.methods().isEmpty() && traps == 0) {
			return CheckResult.of(Finding.inconclusive("fallback.inventory", "Resilience4j guards nothing here")
				.withValues("no instance, no annotated method", "at least one"));
		}
		return CheckResult.of(findings,
				List.of(Measurement.of("traps", traps, "count"),
						Measurement.of("instances", inventory.instances().size(), "count"),
						Measurement.of("guardedMethods", inventory.methods().size(), "count"),
						Measurement.of("fallbacks", (double) fallbacks(inventory), "count")));
	}

	private static List<Finding> instances(Inventory inventory) {
		return Arrays.stream(Protection.values())
			.flatMap((protection) -> inventory.source(protection).stream())
			.filter((source) -> !source.all().isEmpty())
			.map((source) -> Finding.pass("fallback.instances",
					"%d %s: %s".formatted(source.all().size(), words(source.protection()),
							names(source.all().stream().map(Instance::name).toList()))))
			.toList();
	}

	private static Finding methods(Inventory inventory) {
		List<String> with = inventory.methods()
			.stream()
			.filter((method) -> !method.withFallback().isEmpty())
			.map((method) -> "%s -> %s".formatted(method.label(),
					method.withFallback().stream().map(Guard::fallback).distinct().collect(Collectors.joining(", "))))
			.toList();
		return Finding.pass("fallback.inventory", "%d annotated methods, %d with a fallback%s"
			.formatted(inventory.methods().size(), with.size(), with.isEmpty() ? "" : ": " + names(with)));
	}

	private Optional<Finding> proofs(Inventory inventory) {
		long declared = inventory.methods()
			.stream()
			.filter((method) -> method.method().isAnnotationPresent(ProveFallback.class))
			.count();
		if (this.proves) {
			return Optional
				.of(Finding.pass("fallback.proofs", "Proofs are on, %d on methods: an interceptor is around %d methods"
					.formatted(declared, fallbacks(inventory))));
		}
		return (declared == 0) ? Optional.empty()
				: Optional
					.of(Finding.pass("fallback.proofs", "%d proofs are declared, and none can run".formatted(declared))
						.withValues("off", "on")
						.withRemedy("Set 'selftest.check.fallback.proof.enabled' to true"));
	}

	private static long fallbacks(Inventory inventory) {
		return inventory.methods().stream().filter((method) -> !method.withFallback().isEmpty()).count();
	}

	private static String words(Protection protection) {
		return protection.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " instances";
	}

	private static String names(List<String> names) {
		String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
		return (names.size() > MOST_NAMES) ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
	}

}
