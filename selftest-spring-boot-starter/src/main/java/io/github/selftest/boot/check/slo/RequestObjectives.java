package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What requests have to keep to.
 *
 * @param successRate the share that must not be answered with a server error
 * @param latencies the latencies to stay within
 */
record RequestObjectives(double successRate, List<LatencyObjective> latencies) {

	Stream<Duration> marks() {
		return this.latencies.stream().flatMap((latency) -> Stream.of(latency.target(), latency.alert()));
	}

}
