package io.github.selftest.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * What was measured in both halves of each pair. None is left out.
 */
final class Pairs {

	private final Map<Half, List<Double>> values = new EnumMap<>(
			Map.of(Half.WITH, new ArrayList<>(), Half.WITHOUT, new ArrayList<>()));

	void add(Half half, double value) {
		of(half).add(value);
	}

	List<Double> of(Half half) {
		return this.values.getOrDefault(half, List.of());
	}

	List<Double> ratios() {
		return combine((with, without) -> with / without);
	}

	List<Double> differences() {
		return combine((with, without) -> with - without);
	}

	private List<Double> combine(DoubleBinaryOperator operator) {
		List<Double> with = of(Half.WITH);
		List<Double> without = of(Half.WITHOUT);
		if (with.size() != without.size()) {
			throw new IllegalStateException("expected pairs but was %d and %d".formatted(with.size(), without.size()));
		}
		List<Double> combined = new ArrayList<>();
		for (int i = 0; i < with.size(); i++) {
			combined.add(operator.applyAsDouble(with.get(i), without.get(i)));
		}
		return combined;
	}

}
