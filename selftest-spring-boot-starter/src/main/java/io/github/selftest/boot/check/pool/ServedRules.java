package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * Judges what came of a connection that was borrowed.
 */
final class ServedRules {

	private final String pool;

	private final HikariDataSource dataSource;

	private final PoolCheckProperties properties;

	ServedRules(String pool, HikariDataSource dataSource, PoolCheckProperties properties) {
		this.pool = pool;
		this.dataSource = dataSource;
		this.properties = properties;
	}

	List<Finding> findings(Answer answer) {
		List<Finding> findings = new ArrayList<>();
		findings.add(Finding.pass("pool.serves", "Pool '%s' gave a connection in %.1f ms, and %s answered in %.1f ms"
			.formatted(this.pool, answer.connectNanos() / 1e6, answer.server().product(), answer.queryNanos() / 1e6)));
		slow(findings, "pool.acquire-slow", "A connection of pool '%s' took long to get", answer.connectNanos(),
				this.properties.acquireLimit(), "Look at 'minimum-idle', and at what it takes to open a connection");
		slow(findings, "pool.query-slow", "A query over pool '%s' that reads no table took long", answer.queryNanos(),
				this.properties.queryLimit(), "Look at the load of the server, and at the network to it");
		if (answer.server().takesNoWrites() && !answer.isReadOnly() && !this.dataSource.isReadOnly()) {
			findings.add(readOnly(answer.server().isStandby()));
		}
		Double lag = answer.server().lagSeconds();
		if (lag == null) {
			findings.add(Finding.pass("pool.replica-lag-unknown",
					"The standby that pool '%s' reads from receives nothing by stream, so it can't know how far it is behind"
						.formatted(this.pool)));
		}
		else if (lag * 1000 > this.properties.replicaLag().toMillis()) {
			findings.add(lags(lag));
		}
		return findings;
	}

	private Finding lags(double seconds) {
		return Finding.warn("pool.replica-lags", "The standby that pool '%s' reads from is behind".formatted(this.pool))
			.withValues("%.1f s".formatted(seconds), "at most " + this.properties.replicaLag().toSeconds() + " s")
			.withRemedy("See whether it still receives from its primary (pg_stat_wal_receiver), for its load, "
					+ "and for long queries that replay waits for");
	}

	List<Measurement> measurements(Answer answer) {
		List<Measurement> measurements = new ArrayList<>();
		measurements.add(Measurement.of("acquireTime", Duration.ofNanos(answer.connectNanos()))
			.withLimit((double) this.properties.acquireLimit().toMillis()));
		measurements.add(Measurement.of("validationTime", Duration.ofNanos(answer.validationNanos())));
		measurements.add(Measurement.of("queryTime", Duration.ofNanos(answer.queryNanos()))
			.withLimit((double) this.properties.queryLimit().toMillis()));
		Double lag = answer.server().lagSeconds();
		if (answer.server().isStandby() && lag != null) {
			measurements.add(Measurement.of("replicaLag", lag, "s")
				.withLimit((double) this.properties.replicaLag().toSeconds()));
		}
		return measurements;
	}

	private void slow(List<Finding> findings, String code, String message, long nanos, Duration limit, String remedy) {
		if (nanos > limit.toNanos()) {
			findings.add(Finding.warn(code, message.formatted(this.pool))
				.withValues("%.0f ms".formatted(nanos / 1e6), "at most " + limit.toMillis() + " ms")
				.withRemedy(remedy));
		}
	}

	private Finding readOnly(boolean isStandby) {
		return Finding
			.warn("pool.read-only", "Pool '%s' is connected to a server that takes no writes".formatted(this.pool))
			.withValues(isStandby ? "a standby" : "transactions are read only", "a server that takes writes")
			.withRemedy("After a failover connect to the new primary ('targetServerType=primary'); "
					+ "for a pool that only reads set 'spring.datasource.hikari.read-only'");
	}

}
