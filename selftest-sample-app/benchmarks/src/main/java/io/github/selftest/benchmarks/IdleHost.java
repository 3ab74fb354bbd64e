package io.github.selftest.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A service that only a probe asks, as an orchestrator does. What it has used is read at
 * the end of each minute.
 */
final class IdleHost implements AutoCloseable {

	private static final long PROBE_SECONDS = 10;

	private final Half half;

	private final Child host;

	private final List<ScheduledFuture<Reading>> readings = new ArrayList<>();

	private final ScheduledFuture<?> probe;

	private final long readyNanos = System.nanoTime();

	IdleHost(Half half, Child host, Duration minute, int minutes, ScheduledExecutorService clock) {
		this.half = half;
		this.host = host;
		for (int i = 1; i <= minutes; i++) {
			this.readings.add(clock.schedule(this::read, minute.multipliedBy(i).toMillis(), TimeUnit.MILLISECONDS));
		}
		this.probe = clock.scheduleAtFixedRate(this::probe, 1, PROBE_SECONDS, TimeUnit.SECONDS);
	}

	Half half() {
		return this.half;
	}

	/**
	 * Wait for the last reading, and read the memory.
	 * @return what was used
	 * @throws IOException if the service does not answer
	 */
	Usage usage() throws IOException {
		try {
			List<Reading> all = new ArrayList<>();
			all.add(new Reading(0, Map.of("process", this.host.ready().getOrDefault("process", 0L))));
			for (ScheduledFuture<Reading> reading : this.readings) {
				all.add(reading.get());
			}
			return new Usage(all, this.host.ask("memory"));
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IOException("a service gave no reading", ex);
		}
	}

	private Reading read() throws IOException {
		return new Reading(System.nanoTime() - this.readyNanos, this.host.ask("cpu"));
	}

	/**
	 * A probe that fails shows in the log of the service and must not end the others.
	 */
	private void probe() {
		try {
			Requests.get(this.host.port(), "/actuator/health");
		}
		catch (IOException ex) {
			System.err.println("a probe got no answer: " + ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.probe.cancel(false);
		this.host.close();
	}

	/**
	 * What a service has used until then.
	 *
	 * @param nanos time since it was ready
	 * @param values what it used
	 */
	record Reading(long nanos, Map<String, Long> values) {

		double value(String name) {
			return this.values.getOrDefault(name, 0L);
		}

	}

}
