package io.github.selftest.boot.webpage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.StateChanged;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.EngineListener;

/**
 * Remembers what the engine tells and doesn't keep: measurements over time. At most 512
 * measurements of 60 values, less than 1 MB.
 */
final class PageRecorder implements EngineListener {

	static final int MAX_VALUES = 60;

	private static final int MAX_SERIES_OF_CHECK = 6;

	private static final int MAX_SERIES = 512;

	private final Map<String, Map<String, Ring>> rings = new HashMap<>();

	private final AtomicLong version = new AtomicLong();

	private int series;

	@Override
	public synchronized void planChanged(Collection<CheckDefinition> checks) {
		Set<String> known = checks.stream().map(CheckDefinition::id).collect(Collectors.toSet());
		this.rings.keySet().retainAll(known);
		this.series = this.rings.values().stream().mapToInt(Map::size).sum();
	}

	@Override
	public void stateChanged(StateChanged change) {
		this.version.incrementAndGet();
	}

	@Override
	public synchronized void runCompleted(CheckDefinition check, CompletedRun run) {
		this.version.incrementAndGet();
		for (Measurement measurement : run.result().measurements()) {
			Ring ring = ring(check.id(), measurement.name());
			if (ring != null) {
				ring.add(measurement);
			}
		}
	}

	/**
	 * Return a number that changes whenever something has happened.
	 * @return the number
	 */
	long version() {
		return this.version.get();
	}

	synchronized List<Series> series(String check) {
		List<Series> all = new ArrayList<>();
		this.rings.getOrDefault(check, Map.of()).forEach((name, ring) -> all.add(ring.toSeries(name)));
		return all;
	}

	private @Nullable Ring ring(String check, String name) {
		Map<String, Ring> ofCheck = this.rings.computeIfAbsent(check, (id) -> new LinkedHashMap<>());
		Ring ring = ofCheck.get(name);
		if (ring == null && ofCheck.size() < MAX_SERIES_OF_CHECK && this.series < MAX_SERIES) {
			ring = new Ring();
			ofCheck.put(name, ring);
			this.series++;
		}
		return ring;
	}

	/**
	 * The latest values of a measurement.
	 */
	private static final class Ring {

		private final double[] values = new double[MAX_VALUES];

		private int count;

		private String unit = "";

		private @Nullable Double limit;

		void add(Measurement measurement) {
			this.values[this.count % MAX_VALUES] = measurement.value();
			this.count++;
			this.unit = measurement.unit();
			this.limit = measurement.limit();
		}

		Series toSeries(String name) {
			List<Double> latest = new ArrayList<>(MAX_VALUES);
			for (int i = Math.max(0, this.count - MAX_VALUES); i < this.count; i++) {
				latest.add(this.values[i % MAX_VALUES]);
			}
			return new Series(name, this.unit, this.limit, latest);
		}

	}

}
