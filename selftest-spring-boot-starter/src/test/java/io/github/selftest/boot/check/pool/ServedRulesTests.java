package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class ServedRulesTests {

	private static final Answer.Server PRIMARY = server(false, false, 0.0);

	private final HikariDataSource pool = new HikariDataSource();

	private final ServedRules rules = new ServedRules("shop", this.pool, Pools.PROPERTIES);

	@Test
	void onlySaysThatItServesWithinAllLimits() {
		assertThat(codes(answer(Duration.ofSeconds(10), Duration.ofSeconds(10), false, PRIMARY)))
			.containsExactly("pool.serves");
	}

	@Test
	void warnsOfAConnectionThatTookLongToGet() {
		Finding slow = only("pool.acquire-slow", answer(Duration.ofMillis(10_612), Duration.ZERO, false, PRIMARY));
		assertThat(slow.message()).contains("'shop'");
		assertThat(slow.observed()).isEqualTo("10612 ms");
		assertThat(slow.expected()).isEqualTo("at most 10000 ms");
		assertThat(slow.remedy()).contains("'minimum-idle'");
	}

	@Test
	void warnsOfAQueryThatTookLong() {
		Finding slow = only("pool.query-slow", answer(Duration.ZERO, Duration.ofMillis(10_201), false, PRIMARY));
		assertThat(slow.message()).contains("'shop'");
		assertThat(slow.observed()).isEqualTo("10201 ms");
		assertThat(slow.expected()).isEqualTo("at most 10000 ms");
		assertThat(slow.remedy()).contains("load of the server");
	}

	@Test
	void warnsOfAServerThatTakesNoWritesUnlessThePoolOnlyReads() {
		Answer standby = answer(Duration.ZERO, Duration.ZERO, false, server(true, true, 0.0));
		assertThat(only("pool.read-only", standby).observed()).isEqualTo("a standby");
		Answer readOnly = answer(Duration.ZERO, Duration.ZERO, false, server(false, true, 0.0));
		assertThat(only("pool.read-only", readOnly).observed()).isEqualTo("transactions are read only");
		assertThat(only("pool.read-only", readOnly).remedy()).contains("targetServerType=primary");
		assertThat(codes(answer(Duration.ZERO, Duration.ZERO, true, server(true, true, 0.0))))
			.containsExactly("pool.serves");
		this.pool.setReadOnly(true);
		assertThat(codes(standby)).containsExactly("pool.serves");
	}

	@Test
	void warnsOfAStandbyThatIsFarBehind() {
		this.pool.setReadOnly(true);
		assertThat(codes(answer(Duration.ZERO, Duration.ZERO, false, server(true, true, 10.0))))
			.containsExactly("pool.serves");
		Finding lags = only("pool.replica-lags", answer(Duration.ZERO, Duration.ZERO, false, server(true, true, 10.1)));
		assertThat(lags.observed()).isEqualTo("10.1 s");
		assertThat(lags.expected()).isEqualTo("at most 10 s");
		assertThat(codes(answer(Duration.ZERO, Duration.ZERO, false, server(true, true, null))))
			.containsExactly("pool.serves", "pool.replica-lag-unknown");
	}

	/** What is found beside that it serves, which has to be a warning. */
	private Finding only(String code, Answer answer) {
		List<Finding> findings = this.rules.findings(answer);
		assertThat(findings).extracting(Finding::code).containsExactly("pool.serves", code);
		assertThat(findings.get(1).status()).isEqualTo(Status.WARN);
		return findings.get(1);
	}

	private List<String> codes(Answer answer) {
		return this.rules.findings(answer).stream().map(Finding::code).toList();
	}

	private static Answer answer(Duration connect, Duration query, boolean isReadOnly, Answer.Server server) {
		return new Answer(connect.toNanos(), true, 0, query.toNanos(), isReadOnly, server);
	}

	private static Answer.Server server(boolean isStandby, boolean takesNoWrites, @Nullable Double lagSeconds) {
		return new Answer.Server("PostgreSQL 17", "shop", isStandby, takesNoWrites, lagSeconds, 97, 90, 0L,
				"PostgreSQL JDBC Driver 42.7");
	}

}
