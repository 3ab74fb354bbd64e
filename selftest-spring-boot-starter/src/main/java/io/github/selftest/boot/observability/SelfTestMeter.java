package io.github.selftest.boot.observability;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The meters about checks. Dashboards and alerts rely on these names.
 */
enum SelfTestMeter {

	/**
	 * 1 for the status of a check that is in force, 0 for the others.
	 */
	CHECK_VERDICT("selftest.check.verdict", "1 for the verdict of the check that is in force, 0 for the others"),

	/**
	 * Time that runs of a check took.
	 */
	CHECK_DURATION("selftest.check.duration", "Time that runs of the check took"),

	/**
	 * Number of runs of a check.
	 */
	CHECK_RUNS("selftest.check.runs", "Runs of the check by outcome"),

	/**
	 * End of the last run of a check in seconds since the epoch, 0 before the first.
	 */
	CHECK_LAST_RUN("selftest.check.last.run", "Unix time of the end of the last run, 0 before the first"),

	/**
	 * 1 for the verdict of a group that is in force, 0 for the others.
	 */
	GROUP_VERDICT("selftest.group.verdict", "1 for the verdict of the group that is in force, 0 for the others"),

	/**
	 * Always 1; its tags tell who this instance is.
	 */
	POD_INFO("selftest.pod.info", "Always 1: who this instance is, and its role in a rollout right now");

	private final String meterName;

	private final String description;

	SelfTestMeter(String meterName, String description) {
		this.meterName = meterName;
		this.description = description;
	}

	Gauge.Builder<?> gauge(Supplier<Number> value) {
		Gauge.Builder<?> gauge = Gauge.builder(this.meterName, value).description(this.description);
		return (this == CHECK_LAST_RUN) ? gauge.baseUnit("seconds") : gauge;
	}

	MultiGauge.Builder multiGauge() {
		return MultiGauge.builder(this.meterName).description(this.description);
	}

	Counter.Builder counter(Tags tags) {
		return Counter.builder(this.meterName).description(this.description).tags(tags);
	}

	Timer.Builder timer(Tags tags) {
		return Timer.builder(this.meterName).description(this.description).tags(tags);
	}

}
