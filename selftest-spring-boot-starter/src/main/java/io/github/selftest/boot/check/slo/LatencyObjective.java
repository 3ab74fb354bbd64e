package io.github.selftest.boot.check.slo;

import java.time.Duration;

/**
 * A latency that a share of the requests stays within.
 *
 * @param name the name for people
 * @param share the share, such as 0.95
 * @param target the latency beyond which it warns
 * @param alert the latency beyond which it fails
 */
record LatencyObjective(String name, double share, Duration target, Duration alert) {

	double allowedAbove() {
		return 1 - this.share;
	}

}
