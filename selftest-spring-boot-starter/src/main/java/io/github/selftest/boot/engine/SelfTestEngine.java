package io.github.selftest.boot.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The engine. It is started and stopped with the application, may be started again, and
 * runs nothing before the application is ready. Safe for use by several threads.
 */
public final class SelfTestEngine implements Engine, Mutes {

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

	private final EngineSettings settings;

	private final EngineClock clock;

	private final EngineHost host;

	private final Workers workers;

	/** Whether time passes by itself; tests call {@link #tick()}. */
	private final boolean beating;

	private final EngineLock lock = new EngineLock();

	private final Map<String, GroupState> groups = new LinkedHashMap<>();

	private final MuteBook mutes;

	private final Marks marks = new Marks();

	/** Histories of checks that are not there yet. */
	private final Map<String, History.Saved> unclaimed = new HashMap<>();

	private volatile @Nullable Core core;

	private boolean wasReady;

	/**
	 * Create an engine.
	 * @param settings its settings
	 * @param clock its clock
	 * @param host the application that it lives in
	 */
	public SelfTestEngine(EngineSettings settings, EngineClock clock, EngineHost host) {
		this(settings, clock, host, new PooledWorkers(clock), true);
	}

	SelfTestEngine(EngineSettings settings, EngineClock clock, EngineHost host, Workers workers, boolean beating) {
		this.settings = settings;
		this.clock = clock;
		this.host = host;
		this.workers = workers;
		this.beating = beating;
		this.mutes = new MuteBook(this.lock, settings.mutes());
		settings.groups().forEach((group) -> this.groups.put(group.name(), new GroupState(group)));
	}

	/**
	 * Start, for the first time or again. Nothing runs before {@link #ready()}, unless
	 * the engine was ready before.
	 * @throws InvalidPlanException if the checks of the application can't be planned
	 */
	public void start() {
		Core core = createdCore();
		this.lock.locked(() -> {
			core.start();
			if (this.wasReady) {
				core.ready();
			}
		});
		claimHistory();
	}

	/**
	 * Ask the application for its checks, once. Not under the lock, as that is foreign
	 * code.
	 * @return the core
	 */
	private synchronized Core createdCore() {
		Core core = this.core;
		if (core == null) {
			core = new Core(this.settings, this.clock, this.host, this.workers, this.beating, this.lock,
					this.groups.values(), this.marks, this.mutes);
			this.core = core;
		}
		return core;
	}

	/**
	 * Say that the application is ready to be asked.
	 */
	public void ready() {
		this.lock.locked(() -> {
			this.wasReady = true;
			Core core = this.core;
			if (core != null) {
				core.ready();
			}
		});
	}

	/**
	 * Stop: interrupt what runs and record none of it. Waits a few seconds for checks
	 * that clean up.
	 */
	public void stop() {
		Core core = this.core;
		if (core != null && this.lock.locked(core::stop)) {
			this.workers.stop();
		}
	}

	/**
	 * Do what is due now.
	 * @return the nanoseconds until something is due again
	 */
	long tick() {
		Core core = this.core;
		return (core != null) ? core.tick() : Long.MAX_VALUE;
	}

	@Override
	public boolean isRunning() {
		Core core = this.core;
		return core != null && core.isStarted();
	}

	@Override
	public Duration silence() {
		Core core = this.core;
		return (core != null) ? core.silence() : Duration.ZERO;
	}

	@Override
	public List<GroupPlan> groups() {
		return this.settings.groups();
	}

	@Override
	public List<CheckReport> checks() {
		Core core = this.core;
		long now = this.clock.nanoTime();
		return (core != null) ? core.checks().inOrder().map((state) -> state.report(null, now)).toList() : List.of();
	}

	@Override
	public Optional<Verdict> verdict(String name) {
		return Optional.ofNullable(this.groups.get(name)).map(this::verdict);
	}

	private Verdict verdict(GroupState group) {
		Core core = this.core;
		return (core != null) ? core.verdicts().of(group)
				: new VerdictRule(group.plan(), List.of()).judge(false, this.clock.wallClock().instant(), null);
	}

	private @Nullable CheckState find(String check) {
		Core core = this.core;
		return (core != null) ? core.checks().find(check) : null;
	}

	@Override
	public Optional<CheckReport> check(String check) {
		CheckState state = find(check);
		return (state != null) ? Optional.of(state.report(null, this.clock.nanoTime())) : Optional.empty();
	}

	@Override
	public Optional<CheckReport> check(String name, String check) {
		GroupState group = this.groups.get(name);
		CheckState state = find(check);
		if (group == null || state == null || !state.planned().isIn(name)) {
			return Optional.empty();
		}
		return Optional.of(state.report(group.plan(), this.clock.nanoTime()));
	}

	@Override
	public List<RunRecord> history(String check) {
		CheckState state = find(check);
		return (state != null) ? state.history().latestFirst() : List.of();
	}

	@Override
	public Optional<CheckHistory> historyOf(String check) {
		CheckState state = core().checks().find(check);
		return (state != null) ? Optional.of(new CheckHistory(check, state.history(), state.planned().interval(),
				this.marks, this.clock.wallClock().instant())) : Optional.empty();
	}

	@Override
	public List<HistoryMark> marks() {
		return this.marks.latestFirst();
	}

	/**
	 * Return the histories of all checks in a form that survives the process.
	 * @return the bytes, for {@link #importHistory(byte[])}
	 */
	public byte[] exportHistory() {
		claimHistory();
		Map<String, Supplier<History.Saved>> checks = new LinkedHashMap<>();
		Core core = this.core;
		if (core != null) {
			core.checks().inOrder().forEach((state) -> checks.put(state.planned().id(), state.history()::save));
		}
		synchronized (this.unclaimed) {
			this.unclaimed.forEach((check, saved) -> checks.putIfAbsent(check, () -> saved));
		}
		return HistoryArchive.toBytes(this.marks.latestFirst(), checks);
	}

	/**
	 * Take in the histories that were kept by another process. Those of checks that are
	 * not there yet wait for them.
	 * @param bytes the bytes of {@link #exportHistory()}
	 * @throws IOException if they can't be read; then nothing is taken in
	 */
	public void importHistory(byte[] bytes) throws IOException {
		HistoryArchive archive = HistoryArchive.of(bytes);
		Instant now = this.clock.wallClock().instant();
		this.marks.restore(archive.marks(), now);
		synchronized (this.unclaimed) {
			archive.checks().forEach((check, saved) -> {
				if (saved.isOfUse(now)) {
					this.unclaimed.put(check, saved);
				}
			});
		}
		claimHistory();
	}

	private void claimHistory() {
		Core core = this.core;
		if (core != null) {
			synchronized (this.unclaimed) {
				this.unclaimed.entrySet().removeIf((entry) -> core.restore(entry.getKey(), entry.getValue()));
			}
		}
	}

	@Override
	public CompletableFuture<Verdict> run(String name, Duration minInterval) {
		GroupState group = group(name);
		return this.lock.locked(() -> {
			if (!core().isReady()) {
				return CompletableFuture.completedFuture(core().verdicts().of(group));
			}
			return core().run(group, minInterval);
		});
	}

	@Override
	public CompletableFuture<CheckReport> run(String name, String check, Duration minInterval) {
		GroupPlan group = group(name).plan();
		CheckState state = core().checks().find(check);
		if (state == null || !state.planned().isIn(name)) {
			throw new IllegalArgumentException("'%s' is no check of group '%s'".formatted(check, name));
		}
		return this.lock.locked(() -> {
			boolean recent = state.inFlight() == null && ranWithin(state, minInterval);
			if (recent || !core().isReady()) {
				return CompletableFuture.completedFuture(state.report(group, this.clock.nanoTime()));
			}
			Run run = core().runs().start(List.of(state), LONGEST_WAIT).get(0);
			return run.isKnown() ? CompletableFuture.completedFuture(state.report(group, this.clock.nanoTime()))
					: run.callers(group).add();
		});
	}

	private boolean ranWithin(CheckState state, Duration interval) {
		CompletedRun latest = state.latest();
		return latest != null && this.clock.nanoTime() - latest.finishedNanos() < Spans.nanos(interval);
	}

	@Override
	public CompletableFuture<Verdict> conclusive(String name) {
		GroupState group = group(name);
		return this.lock.locked(() -> {
			Verdict verdict = core().verdicts().of(group);
			if (verdict.status().isConclusive() || !core().isStarted()) {
				return CompletableFuture.completedFuture(verdict);
			}
			return group.waiters().add();
		});
	}

	@Override
	public List<Mute> mutes() {
		return this.mutes.at(this.clock.wallClock().instant());
	}

	@Override
	public Mute mute(MuteOrder order) {
		Set<String> known = new TreeSet<>();
		checks().forEach((report) -> known.add(report.id()));
		MuteOrder.requireKnown("checks", order.checks(), known);
		return this.lock.locked(() -> {
			Mute mute = this.mutes.add(order, this.clock.wallClock().instant(), this.groups.keySet());
			mutesChanged();
			return mute;
		});
	}

	@Override
	public Optional<Mute> unmute(String id) {
		return this.lock.locked(() -> {
			Optional<Mute> mute = this.mutes.remove(id, this.clock.wallClock().instant());
			if (mute.isPresent()) {
				mutesChanged();
			}
			return mute;
		});
	}

	private void mutesChanged() {
		Core core = this.core;
		if (core != null && core.isStarted()) {
			core.mutesChanged();
		}
	}

	@Override
	public EngineClock clock() {
		return this.clock;
	}

	private GroupState group(String name) {
		GroupState group = this.groups.get(name);
		if (group == null) {
			Collection<String> known = this.groups.keySet();
			throw new IllegalArgumentException("'%s' is no group; there are %s".formatted(name, known));
		}
		return group;
	}

	private Core core() {
		Core core = this.core;
		if (core == null) {
			throw new IllegalStateException("The self-test engine was never started");
		}
		return core;
	}

}
