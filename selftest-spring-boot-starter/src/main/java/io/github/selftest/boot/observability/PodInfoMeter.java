package io.github.selftest.boot.observability;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.identity.Identity;

/**
 * One series with the value 1 that tells who this instance is. As the role changes in
 * place, the series is registered anew when it has: noticed with each run of a check and
 * each scrape, whichever comes first.
 */
final class PodInfoMeter implements MeterBinder, EngineListener {

	private static final String UNKNOWN = "unknown";

	private final Identity identity;

	private final List<MultiGauge> gauges = new ArrayList<>();

	private volatile String role = "";

	PodInfoMeter(Identity identity) {
		this.identity = identity;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		MultiGauge gauge = SelfTestMeter.POD_INFO.multiGauge().register(registry);
		this.gauges.add(gauge);
		this.role = this.identity.role();
		register(gauge);
	}

	@Override
	public void runCompleted(CheckDefinition check, CompletedRun run) {
		refresh();
	}

	/**
	 * Follow the role. A registry need not read the value of what is always 1, so others
	 * tell when they are read.
	 */
	void refresh() {
		if (!this.identity.role().equals(this.role)) {
			registerAnew();
		}
	}

	private synchronized void registerAnew() {
		this.role = this.identity.role();
		this.gauges.forEach(this::register);
	}

	private void register(MultiGauge gauge) {
		gauge.register(List.of(MultiGauge.Row.of(tags(), 1)), true);
	}

	private Tags tags() {
		String hash = this.identity.podTemplateHash();
		return Tags.of("role", this.role, "pod_template_hash", hash.isEmpty() ? UNKNOWN : hash, "version",
				this.identity.version(), "application", this.identity.app());
	}

}
