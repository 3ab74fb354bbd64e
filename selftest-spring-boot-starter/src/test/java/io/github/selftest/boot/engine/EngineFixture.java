package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.Status;

/**
 * An engine with a clock that the test turns.
 */
final class EngineFixture implements EngineHost, EngineListener {

	static final Duration NOW = Duration.ZERO;

	final ManualClock clock = new ManualClock();

	final ManualWorkers manualWorkers = new ManualWorkers();

	final List<StateChanged> changes = new CopyOnWriteArrayList<>();

	final List<String> completions = new CopyOnWriteArrayList<>();

	final List<Verdict> groupCompletions = new CopyOnWriteArrayList<>();

	private final List<Check> checks = new ArrayList<>();

	private final List<CheckProvider> providers = new ArrayList<>();

	private final List<GroupPlan> groups = new ArrayList<>(defaultGroups());

	private final Map<String, CheckTuning> tunings = new HashMap<>();

	private final List<EngineListener> listeners = new ArrayList<>(List.of(this));

	final List<String> muted = new CopyOnWriteArrayList<>();

	private final List<Mute> mutes = new ArrayList<>();

	private Set<Check> builtIn = Set.of();

	private Set<Check> passive = Set.of();

	private Consumer<CheckProvider> lateProviders = (provider) -> {
	};

	private boolean schedule = true;

	private boolean realThreads;

	static List<GroupPlan> defaultGroups() {
		Duration deadline = Duration.ofMinutes(2);
		return List.of(new GroupPlan("smoke", null, deadline, Set.of(), null, 1, 1, true),
				new GroupPlan("continuous", Duration.ofMinutes(1), deadline, Set.of(), null, 3, 2, false),
				new GroupPlan("canary", Duration.ofSeconds(10), deadline, Set.of(), null, 1, 1, false),
				new GroupPlan("deep", null, deadline, Set.of(), null, 1, 1, false));
	}

	EngineFixture with(Check... checks) {
		this.checks.addAll(Arrays.asList(checks));
		return this;
	}

	EngineFixture withBuiltIn(Check check) {
		this.builtIn = Set.of(check);
		return with(check);
	}

	EngineFixture withPassive(Check check) {
		this.passive = Set.of(check);
		return with(check);
	}

	EngineFixture with(CheckProvider provider) {
		this.providers.add(provider);
		return this;
	}

	EngineFixture with(EngineListener listener) {
		this.listeners.add(listener);
		return this;
	}

	EngineFixture with(GroupPlan group) {
		this.groups.removeIf((other) -> other.name().equals(group.name()));
		this.groups.add(group);
		return this;
	}

	EngineFixture with(String id, CheckTuning tuning) {
		this.tunings.put(id, tuning);
		return this;
	}

	EngineFixture with(Mute mute) {
		this.mutes.add(mute);
		return this;
	}

	EngineFixture withoutSchedule() {
		this.schedule = false;
		return this;
	}

	EngineFixture withRealThreads() {
		this.realThreads = true;
		return this;
	}

	SelfTestEngine build() {
		EngineSettings settings = new EngineSettings(this.schedule, "instance-1", this.groups, this.tunings,
				this.mutes);
		Workers workers = this.realThreads ? new PooledWorkers(this.clock) : this.manualWorkers;
		return new SelfTestEngine(settings, this.clock, this, workers, false);
	}

	SelfTestEngine ready() {
		SelfTestEngine engine = build();
		engine.start();
		engine.ready();
		return engine;
	}

	/**
	 * Let time pass in steps of a second, and run what is due.
	 */
	void pass(SelfTestEngine engine, Duration duration) {
		for (long second = 0; second < duration.toSeconds(); second++) {
			settle(engine);
			this.clock.advance(Duration.ofSeconds(1));
		}
		settle(engine);
	}

	/**
	 * Run what is due now.
	 */
	void settle(SelfTestEngine engine) {
		for (int i = 0; i < 3; i++) {
			engine.tick();
			this.manualWorkers.runAll();
		}
	}

	List<String> changes(StateChanged.Subject subject) {
		return this.changes.stream()
			.filter((change) -> change.subject() == subject)
			.map((change) -> change.name() + " " + change.before() + " -> " + change.now())
			.toList();
	}

	static Status status(SelfTestEngine engine, String group) {
		return engine.verdict(group).orElseThrow().status();
	}

	@Override
	public Collection<? extends Check> checks() {
		return this.checks;
	}

	@Override
	public List<CheckProvider> providers() {
		return this.providers;
	}

	@Override
	public void onLateProvider(Consumer<CheckProvider> listener) {
		this.lateProviders = listener;
	}

	/**
	 * Let a provider have something to say at last.
	 * @param provider the provider
	 */
	void wake(CheckProvider provider) {
		this.lateProviders.accept(provider);
	}

	@Override
	public boolean isBuiltIn(Check check) {
		return this.builtIn.contains(check);
	}

	@Override
	public boolean isPassive(Check check) {
		return this.passive.contains(check);
	}

	@Override
	public LoopbackClient loopback(CheckContext run) {
		throw new UnsupportedOperationException("no connector in this test");
	}

	@Override
	public List<EngineListener> listeners() {
		return this.listeners;
	}

	@Override
	public void runCompleted(io.github.selftest.api.CheckDefinition check, CompletedRun run) {
		this.completions.add(check.id() + " " + run.result().status());
	}

	@Override
	public void groupCompleted(Verdict verdict) {
		this.groupCompletions.add(verdict);
	}

	@Override
	public void muted(StateChanged.Subject subject, String name, Mute mute) {
		this.muted.add(subject + " " + name);
	}

	@Override
	public void stateChanged(StateChanged change) {
		this.changes.add(change);
	}

}
