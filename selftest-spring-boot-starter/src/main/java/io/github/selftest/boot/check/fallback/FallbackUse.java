package io.github.selftest.boot.check.fallback;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.Counts;

/**
 * How the fallbacks are used: counts, meters, and a check for each instance that has any.
 */
final class FallbackUse {

	private static final String METER = "selftest.fallback.calls";

	private static final int MOST_INSTANCES = 100;

	private final FallbackTallies tallies;

	private final FallbackRecords records;

	private final MissingFallbacks missing;

	private final FallbackCheckProperties properties;

	FallbackUse(FallbackTallies tallies, FallbackRecords records, FallbackCheckProperties properties) {
		this.tallies = tallies;
		this.records = records;
		this.missing = new MissingFallbacks(tallies);
		this.properties = properties;
	}

	FallbackRecords records() {
		return this.records;
	}

	/**
	 * Publish all counts, those that are there and those that come.
	 * @param counts where
	 */
	void publish(Counts counts) {
		this.tallies.forEach((tally) -> {
			counts.publish(METER, "Calls that needed a fallback", tally::succeededCount, "method", tally.label(),
					"result", "success");
			counts.publish(METER, "Calls that needed a fallback", tally::failedCount, "method", tally.label(), "result",
					"failed");
			counts.publish(METER, "Calls that needed a fallback", tally::missingCount, "method", tally.label(),
					"result", "missing");
		});
	}

	List<Check> checks(Inventory inventory, CheckIds ids) {
		this.missing.watch(inventory);
		Map<String, Map<String, GuardedMethod>> byInstance = new TreeMap<>();
		for (GuardedMethod method : inventory.methods()) {
			method.withFallback()
				.stream()
				.filter(Guard::isNameFixed)
				.map(Guard::name)
				.distinct()
				.forEach((name) -> byInstance.computeIfAbsent(name, (key) -> new LinkedHashMap<>())
					.putIfAbsent(method.label(), method)); // two beans of a class count
															// together
		}
		return byInstance.entrySet()
			.stream()
			.limit(MOST_INSTANCES)
			.<Check>map((entry) -> new FallbackUseCheck(ids.of("fallback", entry.getKey()), entry.getKey(),
					entry.getValue().values(), this.tallies, this.records, this.properties))
			.toList();
	}

}
