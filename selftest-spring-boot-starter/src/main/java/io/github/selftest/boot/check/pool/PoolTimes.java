package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.MeterReadings;

/**
 * What is known about the times of a pool: percentiles where it may be listened to, else
 * what the meters of the application tell.
 */
final class PoolTimes {

	private static final double[] PERCENTILES = { 0.5, 0.95, 0.99 };

	private final HikariDataSource dataSource;

	private final MeterReadings meters;

	private final @Nullable RecordedTimes recorded;

	private double timeoutsBefore = -1;

	PoolTimes(HikariDataSource dataSource, PoolCheckProperties properties, MeterReadings meters,
			LongSupplier nanoTime) {
		this.dataSource = dataSource;
		this.meters = meters;
		this.recorded = properties.recordTimes() ? new RecordedTimes(properties.window(), nanoTime) : null;
	}

	void start() {
		if (this.recorded != null) {
			this.recorded.listenTo(this.dataSource);
		}
	}

	void stop() {
		if (this.recorded != null) {
			this.recorded.leave();
		}
	}

	boolean isRecording() {
		return this.recorded != null && this.recorded.isListening();
	}

	@Nullable Usage usage() {
		if (this.recorded != null && isRecording()) {
			return this.recorded.usage();
		}
		return timer("usage").map((timer) -> new Usage(timer.count(), timer.totalMillis())).orElse(null);
	}

	List<Measurement> measurements() {
		List<Measurement> measurements = new ArrayList<>();
		if (this.recorded != null && this.recorded.isListening()) {
			percentiles(measurements, "acquire", this.recorded.acquire());
			percentiles(measurements, "usage", this.recorded.usageTimes());
			percentiles(measurements, "creation", this.recorded.creation());
			timeouts(measurements, (double) this.recorded.timeouts());
			return measurements;
		}
		for (String name : List.of("acquire", "usage", "creation")) {
			timer(name).filter((timer) -> timer.count() > 0).ifPresent((timer) -> {
				measurements.add(Measurement.of(name + "Mean", timer.totalMillis() / timer.count(), "ms"));
				measurements.add(Measurement.of(name + "Max", timer.maxMillis(), "ms"));
			});
		}
		this.meters.counter("hikaricp.connections.timeout", "pool", pool())
			.ifPresent((count) -> timeouts(measurements, count));
		return measurements;
	}

	private void timeouts(List<Measurement> measurements, double now) {
		measurements.add(Measurement.of("timeouts", now, "count"));
		if (this.timeoutsBefore >= 0) {
			measurements.add(Measurement.of("timeoutsSince", Math.max(0, now - this.timeoutsBefore), "count"));
		}
		this.timeoutsBefore = now;
	}

	private static void percentiles(List<Measurement> measurements, String name, RecentTimes times) {
		double[] values = times.percentiles(PERCENTILES);
		for (int i = 0; i < values.length; i++) {
			measurements.add(Measurement.of(name + "P" + Math.round(PERCENTILES[i] * 100), values[i], "ms"));
		}
	}

	private Optional<MeterReadings.Timer> timer(String name) {
		return this.meters.timer("hikaricp.connections." + name, "pool", pool());
	}

	private String pool() {
		String name = this.dataSource.getPoolName();
		return (name != null) ? name : "";
	}

}
