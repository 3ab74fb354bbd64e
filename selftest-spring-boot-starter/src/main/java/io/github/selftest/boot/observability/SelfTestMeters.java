package io.github.selftest.boot.observability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.Verdict;

/**
 * The meters of checks and groups. A scrape reads what the engine remembers and runs
 * nothing. The series of a check exist from the start, so that a dashboard shows zero and
 * no gap, and go with it.
 */
final class SelfTestMeters implements MeterBinder, EngineListener {

	private final Engine engine;

	private final Runnable onScrape;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<String, CheckDefinition> known = new HashMap<>();

	private final Map<String, List<Meter>> meters = new HashMap<>();

	/**
	 * Create the meters.
	 * @param engine the engine that is read
	 * @param onScrape run when the meters are read
	 */
	SelfTestMeters(Engine engine, Runnable onScrape) {
		this.engine = engine;
		this.onScrape = onScrape;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.engine.groups().forEach((group) -> registerGroup(registry, group));
		this.known.values().forEach((check) -> registerCheck(registry, check));
	}

	@Override
	public synchronized void planChanged(Collection<CheckDefinition> checks) {
		Map<String, CheckDefinition> now = new HashMap<>();
		checks.forEach((check) -> now.put(check.id(), check));
		List.copyOf(this.known.values()).stream().filter((check) -> !isIn(now, check)).forEach(this::remove);
		for (CheckDefinition check : checks) {
			if (this.known.put(check.id(), check) == null) {
				this.registries.forEach((registry) -> registerCheck(registry, check));
			}
		}
	}

	@Override
	public synchronized void runCompleted(CheckDefinition check, CompletedRun run) {
		if (!isIn(this.known, check)) {
			return;
		}
		Tags tags = tags(check).and("outcome", run.result().status().name());
		for (MeterRegistry registry : this.registries) {
			keep(check, runs(registry, tags)).increment();
			keep(check, SelfTestMeter.CHECK_DURATION.timer(tags).register(registry)).record(run.duration());
		}
	}

	private void registerGroup(MeterRegistry registry, GroupPlan group) {
		for (Status status : Status.values()) {
			SelfTestMeter.GROUP_VERDICT.gauge(() -> isVerdict(group.name(), status))
				.tags("group", group.name(), "verdict", status.name())
				.register(registry);
		}
	}

	private void registerCheck(MeterRegistry registry, CheckDefinition check) {
		Tags tags = tags(check);
		for (Status status : Status.values()) {
			Gauge.Builder<?> verdict = SelfTestMeter.CHECK_VERDICT.gauge(() -> isVerdictOf(check.id(), status));
			keep(check, verdict.tags(tags.and("verdict", status.name())).register(registry));
			keep(check, runs(registry, tags.and("outcome", status.name())));
		}
		keep(check,
				SelfTestMeter.CHECK_LAST_RUN.gauge(() -> lastRun(check.id()))
					.tags("check", check.id())
					.register(registry));
	}

	private static Counter runs(MeterRegistry registry, Tags tags) {
		return SelfTestMeter.CHECK_RUNS.counter(tags).register(registry);
	}

	private <M extends Meter> M keep(CheckDefinition check, M meter) {
		List<Meter> kept = this.meters.computeIfAbsent(check.id(), (id) -> new ArrayList<>());
		if (!kept.contains(meter)) {
			kept.add(meter);
		}
		return meter;
	}

	private void remove(CheckDefinition check) {
		this.known.remove(check.id());
		List<Meter> gone = this.meters.remove(check.id());
		if (gone != null) {
			this.registries.forEach((registry) -> gone.forEach(registry::remove));
		}
	}

	private static boolean isIn(Map<String, CheckDefinition> checks, CheckDefinition check) {
		CheckDefinition other = checks.get(check.id());
		return other != null && other.kind().equals(check.kind());
	}

	private double isVerdict(String group, Status status) {
		this.onScrape.run();
		return this.engine.verdict(group).map(Verdict::status).filter(status::equals).isPresent() ? 1 : 0;
	}

	private double isVerdictOf(String check, Status status) {
		return this.engine.check(check).map(CheckReport::status).filter(status::equals).isPresent() ? 1 : 0;
	}

	private double lastRun(String check) {
		CompletedRun latest = this.engine.check(check).map(CheckReport::latest).orElse(null);
		return (latest != null) ? latest.startedAt().plus(latest.duration()).toEpochMilli() / 1000.0 : 0;
	}

	private static Tags tags(CheckDefinition check) {
		return Tags.of("check", check.id(), "kind", check.kind());
	}

}
