package io.github.selftest.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a service has used.
 *
 * @param readings when it was ready, and after each minute
 * @param memory after a garbage collection at the end
 */
record Usage(List<IdleHost.Reading> readings, Map<String, Long> memory) {

	/**
	 * Return the CPU of our threads without that of the checks themselves.
	 * @param minute the minute, from 0
	 * @return milliseconds
	 */
	double oursMillis(int minute) {
		return millis(during(minute, "ours") - during(minute, "work"));
	}

	double oursPercent(int minute) {
		double length = this.readings.get(minute + 1).nanos() - this.readings.get(minute).nanos();
		return 100 * oursMillis(minute) / millis(length);
	}

	double processMillis(int minute) {
		return millis(during(minute, "process"));
	}

	double runs(int minute) {
		return during(minute, "runs");
	}

	double kilobytes(String name) {
		return this.memory.getOrDefault(name, 0L) / 1024.0;
	}

	private double during(int minute, String name) {
		return this.readings.get(minute + 1).value(name) - this.readings.get(minute).value(name);
	}

	private static double millis(double nanos) {
		return nanos / TimeUnit.MILLISECONDS.toNanos(1);
	}

	@Override
	public String toString() {
		return "our threads %.1f ms, process %.0f ms, heap %.0f KB".formatted(oursMillis(0), processMillis(0),
				kilobytes("heap"));
	}

}
