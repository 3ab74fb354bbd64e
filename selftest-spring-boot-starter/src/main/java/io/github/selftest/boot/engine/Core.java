package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;

/**
 * The parts of the engine once it knows its checks, and what they do as time passes. To
 * be called with the lock held, but for {@link #tick()} and what only reads.
 */
final class Core implements Runs.Owner {

	private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);

	private static final long LONGEST_BEAT = Duration.ofSeconds(1).toNanos();

	private static final Logger logger = LoggerFactory.getLogger(Core.class);

	private final EngineSettings settings;

	private final EngineClock clock;

	private final Workers workers;

	private final boolean beating;

	private final EngineLock lock;

	private final Collection<GroupState> groups;

	private final Checks checks;

	private final Providers providers;

	private final Notifications notifications;

	private final Schedule schedule;

	private final MuteBook mutes;

	private final Verdicts verdicts;

	private final Marks marks;

	private final String version;

	private final Announcer announcer;

	private final Recorder recorder;

	private final Runs runs;

	private final GroupRuns groupRuns;

	private volatile Phase phase = Phase.STOPPED;

	private volatile @Nullable Heartbeat heartbeat;

	private volatile long lastBeatNanos;

	/** What was said already, which is not said again every minute. */
	private final Set<String> leftOut = ConcurrentHashMap.newKeySet();

	private boolean starved;

	/** When the first runs start at the latest, {@code null} once they have. */
	private @Nullable Long firstRunsNanos;

	private boolean toldStarted;

	Core(EngineSettings settings, EngineClock clock, EngineHost host, Workers workers, boolean beating, EngineLock lock,
			Collection<GroupState> groups, Marks marks, MuteBook mutes) {
		this.settings = settings;
		this.clock = clock;
		this.workers = workers;
		this.beating = beating;
		this.lock = lock;
		this.groups = groups;
		this.marks = marks;
		this.version = host.version();
		this.mutes = mutes;
		this.checks = new Checks(new Plan(settings, host::isBuiltIn, host::isPassive, host::nameOf, host.checks()));
		this.providers = new Providers(clock, workers, host.providers(), this::replaceProvided);
		this.notifications = new Notifications(workers, this::wakeSoon, host.listeners());
		this.schedule = new Schedule(clock, settings.instance());
		this.verdicts = new Verdicts(clock, this.checks, mutes, this::isReady);
		this.announcer = new Announcer(lock, clock, this.verdicts, marks, this.notifications, mutes);
		this.recorder = new Recorder(clock, this.checks, this.announcer, this.notifications);
		this.runs = new Runs(lock, clock, workers, host::loopback, this);
		this.groupRuns = new GroupRuns(lock, clock, this.checks, this.runs, this.verdicts, this.notifications,
				this::wakeSoon);
		host.onLateProvider((provider) -> lock.locked(() -> addProvider(provider)));
	}

	Checks checks() {
		return this.checks;
	}

	Verdicts verdicts() {
		return this.verdicts;
	}

	Runs runs() {
		return this.runs;
	}

	CompletableFuture<Verdict> run(GroupState group, Duration minInterval) {
		boolean complete = this.firstRunsNanos == null || this.providers.isEmpty();
		return this.groupRuns.run(group, minInterval, complete);
	}

	boolean isStarted() {
		return this.phase != Phase.STOPPED;
	}

	boolean isReady() {
		return this.phase == Phase.READY;
	}

	void start() {
		if (isStarted()) {
			return;
		}
		this.phase = Phase.STARTING;
		this.toldStarted = false;
		this.workers.start();
		this.notifications.clear();
		beatUnlessIdle();
		if (!this.checks.all().isEmpty()) {
			tellPlan();
		}
		this.mutes.sayConfigured(this.clock.wallClock().instant());
		mutesChanged();
	}

	void ready() {
		if (this.phase != Phase.STARTING) {
			return;
		}
		this.phase = Phase.READY;
		this.providers.askAnew();
		Duration patience = this.providers.isEmpty() ? Duration.ZERO : EngineSettings.PROVIDER_DEADLINE;
		this.firstRunsNanos = this.clock.nanoTime() + patience.toNanos();
		this.groups.forEach(GroupState::touch);
		if (isIdle()) {
			tellStarted();
			// no heart beats that would do it, and no thread is worth it
			this.lock.afterwards(this.notifications::deliverHere);
		}
		wakeSoon();
	}

	private void beatUnlessIdle() {
		if (this.beating && this.heartbeat == null && !isIdle()) {
			Heartbeat heartbeat = new Heartbeat(this.clock, this::tick);
			this.lastBeatNanos = this.clock.nanoTime();
			this.heartbeat = heartbeat;
			heartbeat.start();
		}
	}

	private void addProvider(CheckProvider provider) {
		boolean wasIdle = isIdle();
		this.providers.ask(provider);
		if (!isStarted()) {
			return;
		}
		if (wasIdle && isReady()) {
			this.firstRunsNanos = this.clock.nanoTime() + EngineSettings.PROVIDER_DEADLINE.toNanos();
		}
		beatUnlessIdle();
		wakeSoon();
	}

	private boolean isIdle() {
		return this.checks.all().isEmpty() && this.providers.isEmpty();
	}

	/**
	 * Stop all but the threads.
	 * @return whether the engine was started
	 */
	boolean stop() {
		if (!isStarted()) {
			return false;
		}
		this.phase = Phase.STOPPED;
		this.firstRunsNanos = null;
		this.runs.abandon();
		this.schedule.clear();
		this.groups.forEach(this.groupRuns::dismiss);
		Heartbeat heartbeat = this.heartbeat;
		if (heartbeat != null) {
			heartbeat.stop();
		}
		this.heartbeat = null;
		return true;
	}

	Duration silence() {
		boolean looking = isStarted() && this.heartbeat != null;
		return looking ? Duration.ofNanos(Math.max(0, this.clock.nanoTime() - this.lastBeatNanos)) : Duration.ZERO;
	}

	/**
	 * Do what is due now.
	 * @return the nanoseconds until something is due again
	 */
	long tick() {
		long now = this.clock.nanoTime();
		this.lastBeatNanos = now;
		long rebalance = this.workers.rebalance(now);
		long wait = this.lock.locked(() -> beat(now));
		this.notifications.deliver(now);
		return Math.min(rebalance, wait);
	}

	/**
	 * Say that something was muted, or is so no longer.
	 */
	void mutesChanged() {
		for (CheckState state : this.checks.all()) {
			state.mute(this.mutes.ofCheck(state.planned().id()));
		}
		this.groups.forEach(GroupState::touch);
		this.checks.all().forEach(this.announcer::announce);
		wakeSoon();
	}

	private long beat(long now) {
		if (!isStarted()) {
			return Long.MAX_VALUE;
		}
		long wait = LONGEST_BEAT;
		if (!this.mutes.isEmpty() && this.mutes.removeOver(this.clock.wallClock().instant())) {
			mutesChanged();
		}
		if (isReady()) {
			wait = Math.min(wait, startFirstRuns(now));
			wait = Math.min(wait, startDueRuns(now));
			wait = Math.min(wait, this.providers.tick(now));
		}
		wait = Math.min(wait, this.runs.enforceDeadlines(now));
		sayWhetherStarved();
		for (GroupState group : this.groups) {
			wait = Math.min(wait, this.groupRuns.enforceDeadline(group, now));
			this.announcer.announce(group);
		}
		return Math.max(0, wait);
	}

	private long startFirstRuns(long now) {
		if (this.firstRunsNanos == null) {
			return Long.MAX_VALUE;
		}
		if (this.firstRunsNanos - now > 0) {
			return this.firstRunsNanos - now;
		}
		this.firstRunsNanos = null;
		tellStarted();
		PlanReview.of(this.settings, this.checks.plan()).forEach(this::warn);
		this.groupRuns.startHeld();
		if (this.settings.schedule()) {
			this.groups.stream().filter((group) -> group.plan().runWhenReady()).forEach(this.groupRuns::start);
			this.checks.all().forEach(this.schedule::planFirst);
		}
		return Long.MAX_VALUE;
	}

	private void warn(String complaint) {
		this.lock.afterwards(() -> logger.warn(complaint));
	}

	private long startDueRuns(long now) {
		for (CheckState state : this.schedule.takeDue(now)) {
			this.runs.start(List.of(state), longestWait(state));
		}
		return this.schedule.nanosToNext(now);
	}

	private static Duration longestWait(CheckState state) {
		Duration interval = state.planned().interval();
		return (interval != null && interval.compareTo(SHORTEST_WAIT) > 0) ? interval : SHORTEST_WAIT;
	}

	private void sayWhetherStarved() {
		boolean starved = this.runs.isStarved();
		if (starved && !this.starved) {
			logger.error("{} or more stuck checks hold the threads of the self-test engine; "
					+ "their findings have the code 'engine.stuck'", PooledWorkers.ASIDE);
		}
		this.starved = starved;
	}

	private void replaceProvided(List<Check> provided) {
		Plan plan = this.checks.planWith(provided);
		boolean changed = !plan.hasSameChecksAs(this.checks.plan());
		plan.leftOut().stream().filter(this.leftOut::add).forEach((why) -> logger.warn("A check is left out. {}", why));
		this.lock.locked(() -> {
			boolean first = this.firstRunsNanos != null;
			if (changed) {
				this.checks.replace(plan, this.schedule::forget, (state) -> planFirst(state, !first));
				this.groups.forEach(GroupState::touch);
				tellPlan();
				mutesChanged();
			}
			if (first) {
				this.firstRunsNanos = this.clock.nanoTime();
			}
			wakeSoon();
		});
	}

	/**
	 * Take in what was known of a check before.
	 * @param check the id of the check
	 * @param saved its history
	 * @return whether there is such a check
	 */
	boolean restore(String check, History.Saved saved) {
		CheckState state = this.checks.find(check);
		if (state != null) {
			state.history().restore(saved, this.clock.wallClock().instant(), this.checks.budget());
		}
		return state != null;
	}

	private void planFirst(CheckState state, boolean scheduled) {
		if (scheduled && isReady() && this.settings.schedule()) {
			this.schedule.planFirst(state);
		}
	}

	private void tellPlan() {
		List<CheckDefinition> definitions = this.checks.inOrder().map((state) -> state.planned().definition()).toList();
		this.notifications.tell((listener) -> listener.planChanged(definitions));
	}

	private void tellStarted() {
		if (!this.toldStarted) {
			this.toldStarted = true;
			this.marks.add(new HistoryMark(this.clock.wallClock().instant(), HistoryMark.Kind.START, this.version, null,
					null));
			this.notifications.tell(EngineListener::started);
		}
	}

	private void wakeSoon() {
		wakeWithin(0);
	}

	private void wakeWithin(long nanos) {
		Heartbeat heartbeat = this.heartbeat;
		if (heartbeat != null) {
			heartbeat.wakeWithin(nanos);
		}
	}

	@Override
	public @Nullable CheckState find(String id) {
		return this.checks.find(id);
	}

	@Override
	public boolean isDisabled(String id) {
		return this.settings.tuning(id).disables();
	}

	@Override
	public void begun(Run run) {
		wakeWithin(Math.min(PooledWorkers.PATIENCE.toNanos(), run.deadlineNanos - run.startedNanos));
	}

	@Override
	public void recorded(Run run, CompletedRun completed, boolean started) {
		// a run on request may be faster than the first ones by themselves
		tellStarted();
		boolean news = this.recorder.record(run, completed, started);
		planNext(run);
		if (news) {
			catchUp(run);
		}
		tellGroups(run, news);
	}

	/**
	 * Run what was skipped for a check as soon as the check passes, and not only when it
	 * is due again.
	 * @param run the run of that check
	 */
	private void catchUp(Run run) {
		CompletedRun latest = run.state.latest();
		if (latest != null && latest.result().status().isPassing()) {
			this.checks.all()
				.stream()
				.filter((state) -> state.planned().definition().prerequisites().contains(run.planned.id()))
				.filter(CheckState::isSkipped)
				.forEach(this.schedule::planNow);
		}
	}

	@Override
	public void amended(Run run, CompletedRun completed) {
		this.recorder.amend(run, completed);
		tellGroups(run, true);
	}

	@Override
	public void released(Run run) {
		planNext(run);
		tellGroups(run, false);
	}

	private void planNext(Run run) {
		boolean ended = run.phase == Run.Phase.ENDED;
		if (ended && this.checks.contains(run.state) && isReady() && this.settings.schedule()) {
			this.schedule.planNext(run.state);
			wakeWithin(this.schedule.nanosToNext(this.clock.nanoTime()));
		}
		else {
			this.schedule.forget(run.state);
		}
	}

	private void tellGroups(Run run, boolean news) {
		for (GroupState group : this.groups) {
			if (run.planned.isIn(group.plan().name())) {
				tell(group, run.state, news);
			}
		}
		if (news) {
			wakeSoon();
		}
	}

	private static void tell(GroupState group, CheckState state, boolean news) {
		if (news) {
			group.touch();
		}
		else {
			group.confirm(state.staleNanos());
		}
	}

	private enum Phase {

		/** Runs nothing. */
		STOPPED,

		/** Waits until the application is ready. */
		STARTING,

		/** Runs checks. */
		READY

	}

}
