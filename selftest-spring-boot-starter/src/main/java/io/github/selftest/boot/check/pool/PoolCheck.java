package io.github.selftest.boot.check.pool;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.pool.ProbeThread.End;
import io.github.selftest.boot.check.pool.ProbeThread.Outcome;

/**
 * Looks at one pool, and borrows a connection only when nobody else wants it.
 */
final class PoolCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(PoolCheck.class);

	static final String BORROW_HANGS = "pool.borrow-hangs";

	private static final int LOOKS = 8;

	private static final long BETWEEN_LOOKS_MILLIS = 50;

	private static final Duration TO_REPORT = Duration.ofMillis(300);

	private final CheckDefinition definition;

	private final String name;

	private final HikariDataSource dataSource;

	private final PoolCheckProperties properties;

	private final PoolTimes times;

	private final LongSupplier nanoTime;

	private final Borrower borrower;

	private final Beside beside;

	private final PoolTrends trends;

	private final ServedRules rules;

	private volatile @Nullable Usage last;

	PoolCheck(String id, String name, HikariDataSource dataSource, PoolCheckProperties properties, PoolTimes times,
			LongSupplier nanoTime) {
		this.definition = CheckDefinition.builder(id)
			.title("Connection pool '" + name + "'")
			.kind("pool")
			.groups(properties.groups().toArray(String[]::new))
			.interval(properties.interval())
			.deadline(properties.deadline())
			.build();
		this.name = name;
		this.dataSource = dataSource;
		this.properties = properties;
		this.times = times;
		this.nanoTime = nanoTime;
		this.borrower = new Borrower(name, dataSource, nanoTime);
		this.beside = new Beside(name, dataSource, properties, nanoTime);
		this.trends = new PoolTrends(name, properties.heldConnections());
		this.rules = new ServedRules(name, dataSource, properties);
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	HikariDataSource dataSource() {
		return this.dataSource;
	}

	String name() {
		return this.name;
	}

	boolean isRecordingTimes() {
		return this.times.isRecording();
	}

	/**
	 * Return what the server last told of itself.
	 * @return that, {@code null} if it never did
	 */
	Answer.@Nullable Server server() {
		return this.beside.server();
	}

	void stop() {
		this.borrower.stop();
		this.beside.stop();
		this.times.stop();
	}

	@Override
	public CheckResult run(CheckContext context) throws InterruptedException {
		PoolState state = PoolState.of(this.dataSource);
		List<Finding> findings = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		look(state, findings, measurements, context);
		measurements.addAll(0, gauges(state));
		measurements.addAll(this.times.measurements());
		return CheckResult.of(findings, measurements);
	}

	private void look(PoolState state, List<Finding> findings, List<Measurement> measurements, CheckContext context)
			throws InterruptedException {
		switch (state.life()) {
			case CLOSED -> findings.add(Finding.fail("pool.closed", "Pool '%s' is closed".formatted(this.name))
				.withValues("closed", "open")
				.withRemedy("Look for what calls close() on the data source while the application runs"));
			case SUSPENDED -> findings.add(Finding
				.fail("pool.suspended",
						"Pool '%s' is suspended, so whoever asks waits without end".formatted(this.name))
				.withValues("suspended", "running")
				.withRemedy("Call resumePool() on its MBean"));
			case NEVER_STARTED -> findings.add(this.beside.neverStarted(patienceBeside(context)));
			case RUNNING -> running(state, findings, measurements, context);
		}
	}

	private void running(PoolState state, List<Finding> findings, List<Measurement> measurements, CheckContext context)
			throws InterruptedException {
		this.times.start();
		Usage usage = this.times.usage();
		if (usage != null) {
			this.trends.look(this.nanoTime.getAsLong(), state.active(), usage);
			measurements.add(Measurement.of("missing", this.trends.missing(), "count"));
		}
		if (this.beside.wouldTakeOneOfFew(state)) {
			besideAServerThatIsShort(state, usage, findings, context);
		}
		else if (!state.hasOneToSpare() || !borrow(findings, measurements, context)) {
			if (findings.isEmpty()) {
				findings.add(watch("Pool '%s' has"));
			}
			if (findings.stream().anyMatch((finding) -> !finding.status().isPassing()) || !hasComeBack(usage)) {
				this.beside.look(findings, usage, patienceBeside(context));
			}
		}
		this.last = usage;
		if (findings.stream().noneMatch(SqlFailure::isCause)) {
			// what a database does not answer comes back when it does, and has not leaked
			findings.addAll(this.trends.findings(state, this.dataSource.getLeakDetectionThreshold()));
		}
	}

	/**
	 * Return whether a connection has come back since the last look. Where none has,
	 * those who hold them may wait for a database that does not answer.
	 */
	private boolean hasComeBack(@Nullable Usage usage) {
		Usage before = this.last;
		return usage != null && (before == null || usage.count() != before.count());
	}

	/**
	 * Ask the pool alone. That it could not grow is known, whether anybody waits or not.
	 */
	private void besideAServerThatIsShort(PoolState state, @Nullable Usage usage, List<Finding> findings,
			CheckContext context) throws InterruptedException {
		Finding cause = this.beside.whyNotGrown(state);
		if (cause == null && state.active() == 0 && state.waiting() == 0) {
			findings.add(this.beside.notAsked(Status.INCONCLUSIVE, state));
			return;
		}
		Finding watched = watch("The server of pool '%s' has");
		if (cause == null || !watched.status().isPassing()) {
			findings.add(watched);
		}
		if (cause != null) {
			findings.add(0, cause);
		}
		else if (!watched.status().isPassing()) {
			this.beside.look(findings, usage, patienceBeside(context));
		}
	}

	/**
	 * Borrow a connection.
	 * @return whether the pool has served, well or not; otherwise there is a finding,
	 * unless users came in between
	 */
	private boolean borrow(List<Finding> findings, List<Measurement> measurements, CheckContext context)
			throws InterruptedException {
		HikariPoolMXBean pool = this.dataSource.getHikariPoolMXBean();
		Outcome<Answer> outcome = this.borrower.borrow(pool, patience(context));
		if (isStale(outcome)) {
			// the pool hands out unseen what was used just now; the next one is looked at
			outcome = this.borrower.borrow(pool, patience(context));
		}
		Answer answer = outcome.value();
		if (answer != null && answer.isValid()) {
			this.beside.served(answer.server());
			findings.addAll(this.rules.findings(answer));
			measurements.addAll(this.rules.measurements(answer));
			return true;
		}
		if (outcome.end() != End.GIVEN_UP || !this.borrower.gaveWay()) {
			findings.add(notServed(outcome));
			this.beside.notServed();
		}
		return false;
	}

	private Duration patience(CheckContext context) {
		return atMost(this.properties.borrowTimeout(), context.remaining().dividedBy(2));
	}

	private static boolean isStale(Outcome<Answer> outcome) {
		Answer answer = outcome.value();
		if (answer != null) {
			return !answer.isValid();
		}
		SqlFailure failure = (outcome.thrown() instanceof SQLException ex) ? SqlFailure.of(ex) : null;
		return failure == SqlFailure.LOST || failure == SqlFailure.STARTING;
	}

	private Finding notServed(Outcome<Answer> outcome) {
		Throwable thrown = outcome.thrown();
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown != null) {
			logger.warn("A connection of pool '{}' could not be used", this.name, thrown);
			SqlFailure failure = SqlFailure.of(thrown);
			return failure.finding("Database of pool '" + this.name + "'", thrown);
		}
		if (outcome.end() == End.DONE) {
			return Finding
				.inconclusive("pool.connection-dead",
						"Pool '%s' handed out a connection that was dead".formatted(this.name))
				.withRemedy("It was removed; the next look tells whether there are more");
		}
		boolean isOld = outcome.end() == End.STILL_HANGING;
		return Finding
			.fail(BORROW_HANGS,
					"Pool '%s' gave no connection that answers, though users have not taken all".formatted(this.name))
			.withValues(isOld ? "still waiting since an earlier look" : "nothing in time",
					"a connection within " + this.properties.borrowTimeout().toMillis() + " ms")
			.withRemedy(
					"See what the database answers beside the pool, and 'maxLifetime' against what cuts connections");
	}

	/**
	 * Look for half a second whether users wait all the time.
	 * @param hasNone the beginning of a sentence on what has no connection to spare
	 */
	private Finding watch(String hasNone) throws InterruptedException {
		int waited = 0;
		int full = 0;
		PoolState state = PoolState.of(this.dataSource);
		int before = state.total();
		for (int i = 0; i < LOOKS; i++) {
			if (i > 0) {
				pause();
				state = PoolState.of(this.dataSource);
			}
			waited += (state.waiting() > 0) ? 1 : 0;
			full += state.isSaturated() ? 1 : 0;
		}
		if (full == 0 && waited > 0) {
			// one that was idle or has just been started grows as fast as it can
			return shortage(waited == LOOKS && state.total() <= before, "pool.not-growing",
					"Pool '%s' lets users wait though it may have more connections".formatted(this.name), state,
					"See what the database answers beside the pool");
		}
		if (full == 0) {
			return Finding
				.pass("pool.busy",
						hasNone.formatted(this.name) + " no connection to spare for a look, and nobody waits")
				.withValues(state.inWords(), "nobody waits");
		}
		return shortage(waited == LOOKS, "pool.saturated",
				"Pool '%s' has no connection left, told without borrowing".formatted(this.name), state,
				"Hold connections for less time (no remote calls inside a transaction), or raise 'maximum-pool-size'");
	}

	private static Finding shortage(boolean allTheTime, String code, String message, PoolState state, String remedy) {
		Finding finding = allTheTime ? Finding.fail(code, message) : Finding.warn(code, message);
		return finding.withValues(state.inWords(), "nobody waits").withRemedy(remedy);
	}

	private static void pause() throws InterruptedException {
		boolean isOver = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
		if (isOver) {
			throw new IllegalStateException("nobody counts down");
		}
	}

	private Duration patienceBeside(CheckContext context) {
		return atMost(this.properties.borrowTimeout(), context.remaining().minus(TO_REPORT));
	}

	private static Duration atMost(Duration wanted, Duration left) {
		Duration least = Duration.ofMillis(50);
		Duration most = (wanted.compareTo(left) < 0) ? wanted : left;
		return (most.compareTo(least) < 0) ? least : most;
	}

	private static List<Measurement> gauges(PoolState state) {
		return List.of(Measurement.of("utilisation", state.utilisation(), "ratio").withLimit(0.9),
				Measurement.of("active", state.active(), "count"), Measurement.of("idle", state.idle(), "count"),
				Measurement.of("pending", state.waiting(), "count"), Measurement.of("total", state.total(), "count"),
				Measurement.of("maximum", state.most(), "count"));
	}

}
