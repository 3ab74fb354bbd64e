package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.pool.Outside.Seen;

/**
 * Finds out about the database of a pool that can't be asked itself: from what the pool
 * was told when it last tried to grow, and from one connection beside it, where the
 * server is known to have some to spare.
 */
final class Beside {

	private static final Logger logger = LoggerFactory.getLogger(Beside.class);

	private final String name;

	private final HikariDataSource dataSource;

	private final PoolCheckProperties properties;

	private final LongSupplier nanoTime;

	private final Outside outside;

	private final OwnFailure ownFailure;

	private final Room room;

	private volatile Answer.@Nullable Server server;

	private volatile @Nullable LastFailure lastFailure;

	Beside(String name, HikariDataSource dataSource, PoolCheckProperties properties, LongSupplier nanoTime) {
		this.name = name;
		this.dataSource = dataSource;
		this.properties = properties;
		this.nanoTime = nanoTime;
		this.outside = new Outside(name, nanoTime);
		this.ownFailure = new OwnFailure(dataSource);
		this.room = new Room(properties.spareConnections());
	}

	/**
	 * Return what the server last told of itself.
	 * @return that, {@code null} if it never did
	 */
	Answer.@Nullable Server server() {
		return this.server;
	}

	/**
	 * Keep what the server told over a connection of the pool.
	 * @param server what it told
	 */
	void served(Answer.Server server) {
		this.ownFailure.forgive();
		this.lastFailure = null;
		keep(server);
	}

	/**
	 * Return whether a connection to borrow would be one more of a server that has few
	 * left.
	 * @param state of the pool
	 * @return whether it would
	 */
	boolean wouldTakeOneOfFew(PoolState state) {
		return state.idle() == 0 && state.total() < state.most()
				&& this.room.isShort(state.total(), this.nanoTime.getAsLong());
	}

	/**
	 * Return why a pool that is not asked could not grow when it last tried.
	 * @param state of the pool
	 * @return the cause, {@code null} if there is none
	 */
	@Nullable Finding whyNotGrown(PoolState state) {
		Throwable own = this.ownFailure.of(state);
		return (own != null) ? notGrown(own, state) : null;
	}

	/**
	 * Take note that the pool was asked and did not serve: unless others have all
	 * connections of the server, nothing is known of these any more.
	 */
	void notServed() {
		PoolState state = PoolState.of(this.dataSource);
		forgetShortage(this.ownFailure.of(state), state);
	}

	/**
	 * Add what there is to find out to what the pool itself was found to be.
	 * @param findings what it was found to be
	 * @param usage what came back of the pool
	 * @param patience how long to wait
	 * @throws InterruptedException if interrupted
	 */
	void look(List<Finding> findings, @Nullable Usage usage, Duration patience) throws InterruptedException {
		PoolState state = PoolState.of(this.dataSource);
		hearLateAnswer(state);
		Throwable own = this.ownFailure.of(state);
		Callable<Connection> opening = isServerFull(own) ? null : opening();
		boolean mayOpen = !this.outside.isBusy() && this.room.isKnown(state.total(), this.nanoTime.getAsLong());
		if (opening != null && mayOpen) {
			opened(findings, usage, this.outside.look(opening, patience.toNanos()));
			return;
		}
		if (own != null) {
			// the cause comes before what it did to the pool
			addFirst(findings, notGrown(own, state));
		}
		else if (opening != null) {
			addLastFailure(findings, state, usage);
		}
	}

	Finding neverStarted(Duration patience) throws InterruptedException {
		Callable<Connection> opening = opening();
		if (opening == null || this.room.isShort(0, this.nanoTime.getAsLong())) {
			return Finding
				.inconclusive("pool.never-started",
						"Pool '%s' was never used, so nothing is known".formatted(this.name))
				.withRemedy((opening != null) ? whoHasThem() : howToUseIt());
		}
		Seen seen = this.outside.look(opening, patience.toNanos());
		Answer answer = seen.answer();
		if (answer == null) {
			return failure(seen);
		}
		keep(answer.server());
		return Finding.pass("pool.never-started",
				"Pool '%s' was never used; its database answers".formatted(this.name));
	}

	Finding notAsked(Status status, PoolState state) {
		return Finding
			.of(status, "pool.not-asked",
					"No connection of the server was taken to look beside pool '%s'".formatted(this.name))
			.withValues(this.outside.isBusy() ? "an earlier one still hangs"
					: this.room.inWords(state.total(), this.nanoTime.getAsLong()), this.room.expected())
			.withRemedy(whoHasThem());
	}

	private String whoHasThem() {
		Answer.Server server = this.server;
		boolean isPostgresql = server != null && server.product().startsWith("PostgreSQL");
		return "See %s for who has them; 'selftest.check.pool.spare-connections' is the limit, and 0 asks for nothing"
			.formatted(isPostgresql ? "pg_stat_activity" : "the server");
	}

	private String howToUseIt() {
		return "Use it once when the application starts"
				+ (this.properties.direct() ? "" : ", or let 'selftest.check.pool.direct' be true");
	}

	void stop() {
		this.outside.stop();
	}

	private Finding notGrown(Throwable own, PoolState state) {
		logger.warn("Pool '{}' could not open a connection when it last tried", this.name, own);
		forgetShortage(own, state);
		return SqlFailure.of(own).finding(subject(), own);
	}

	private void forgetShortage(@Nullable Throwable own, PoolState state) {
		if (!isServerFull(own)) {
			this.room.forgetShortage(state.total(), this.nanoTime.getAsLong());
		}
	}

	private static boolean isServerFull(@Nullable Throwable own) {
		return own != null && SqlFailure.of(own) == SqlFailure.CONNECTIONS_TAKEN;
	}

	/** What hung may have been answered since: then it hangs no more. */
	private void hearLateAnswer(PoolState state) {
		Outside.Told told = this.outside.told();
		if (this.lastFailure != null && told != null) {
			this.lastFailure = null;
			this.server = told.answer().server();
			this.room.tell(told.answer().server(), state.total(), told.nanoTime());
		}
	}

	private void opened(List<Finding> findings, @Nullable Usage usage, Seen seen) {
		Answer answer = seen.answer();
		if (answer == null) {
			Finding failure = failure(seen);
			this.lastFailure = new LastFailure(failure, this.nanoTime.getAsLong(), usage);
			addFirst(findings, failure);
			return;
		}
		this.lastFailure = null;
		keep(answer.server());
		findings
			.add(Finding.pass("pool.database-answers", "The database of pool '%s' answers beside the pool in %.0f ms"
				.formatted(this.name, (answer.connectNanos() + answer.queryNanos()) / 1e6)));
	}

	private void addLastFailure(List<Finding> findings, PoolState state, @Nullable Usage usage) {
		LastFailure last = this.lastFailure;
		if (last != null && (hangs(findings) || this.outside.isBusy() || last.lasts(state, usage, findings))) {
			addFirst(findings, last.told(this.nanoTime.getAsLong()));
		}
		else {
			this.lastFailure = null;
			findings.add(notAsked(Status.PASS, state));
		}
	}

	/** It still does what it did when it was last looked at beside the pool. */
	private static boolean hangs(List<Finding> findings) {
		return findings.stream().anyMatch((finding) -> finding.code().equals(PoolCheck.BORROW_HANGS));
	}

	private static void addFirst(List<Finding> findings, Finding finding) {
		findings.removeIf((other) -> other.code().equals(finding.code()));
		findings.add(0, finding);
	}

	private void keep(Answer.Server server) {
		this.server = server;
		PoolState state = PoolState.of(this.dataSource);
		this.room.tell(server, state.total(), this.nanoTime.getAsLong());
	}

	private @Nullable Callable<Connection> opening() {
		return this.properties.direct() ? Outside.of(this.dataSource) : null;
	}

	private Finding failure(Seen seen) {
		if (seen.thrown() != null) {
			logger.warn("The database of pool '{}' gave no connection", this.name, seen.thrown());
		}
		Finding failure = seen.failure(subject());
		return (failure != null) ? failure : SqlFailure.OTHER.finding(subject(), null);
	}

	private String subject() {
		return "Database of pool '" + this.name + "'";
	}

	/**
	 * Why a connection beside the pool could not be had when one was last wanted.
	 *
	 * @param finding what was found
	 * @param nanoTime when that was
	 * @param usage what had come back of the pool until then
	 */
	private record LastFailure(Finding finding, long nanoTime, @Nullable Usage usage) {

		boolean lasts(PoolState state, @Nullable Usage now, List<Finding> findings) {
			return findings.stream().anyMatch((finding) -> finding.status() != Status.PASS) && !isServing(state, now);
		}

		// a few come back broken, or had nothing to ask; when more have than there may
		// be, somebody is served; so it is when a registry counts by steps and begins
		// anew
		private boolean isServing(PoolState state, @Nullable Usage now) {
			if (this.usage == null || now == null) {
				return false;
			}
			long back = now.count() - this.usage.count();
			return back < 0 || back > state.most();
		}

		Finding told(long now) {
			long seconds = Duration.ofNanos(now - this.nanoTime).toSeconds();
			return this.finding.withValues(this.finding.observed() + ", %d s ago".formatted(seconds),
					Objects.requireNonNullElse(this.finding.expected(), "a connection that answers"));
		}

	}

}
