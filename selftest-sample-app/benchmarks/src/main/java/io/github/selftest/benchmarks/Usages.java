package io.github.selftest.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the services of all pairs have used.
 */
final class Usages {

	private final Map<Half, List<Usage>> usages = new EnumMap<>(
			Map.of(Half.WITH, new ArrayList<>(), Half.WITHOUT, new ArrayList<>()));

	void add(Half half, Usage usage) {
		of(half).add(usage);
	}

	List<Double> oursMillis(int minute) {
		return ours((usage) -> usage.oursMillis(minute));
	}

	List<Double> oursPercent(int minute) {
		return ours((usage) -> usage.oursPercent(minute));
	}

	List<Double> runs(int minute) {
		return ours((usage) -> usage.runs(minute));
	}

	Pairs processMillis(int minute) {
		return pairs((usage) -> usage.processMillis(minute));
	}

	Pairs heap() {
		return pairs((usage) -> usage.kilobytes("heap"));
	}

	Pairs other() {
		return pairs((usage) -> usage.kilobytes("other"));
	}

	private List<Double> ours(ToDoubleFunction<Usage> value) {
		return of(Half.WITH).stream().mapToDouble(value).boxed().toList();
	}

	private Pairs pairs(ToDoubleFunction<Usage> value) {
		Pairs pairs = new Pairs();
		for (Half half : Half.values()) {
			of(half).forEach((usage) -> pairs.add(half, value.applyAsDouble(usage)));
		}
		return pairs;
	}

	private List<Usage> of(Half half) {
		return this.usages.getOrDefault(half, List.of());
	}

}
