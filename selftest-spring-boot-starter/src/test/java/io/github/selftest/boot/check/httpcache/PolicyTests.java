package io.github.selftest.boot.check.httpcache;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyTests {

	@ParameterizedTest
	@ValueSource(ints = { 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501 })
	void cachesMayStoreTwelveStatusesUnasked(int status) {
		assertThat(policy("", status, "").shared().isStorable()).isTrue();
		assertThat(policy("", status, "").shared().lifetime().source()).isEqualTo(Lifetime.Source.HEURISTIC);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 302, 304, 307, 400, 401, 403, 412, 500, 503 })
	void cachesStoreOthersWhenTheyAreToldTo(int status) {
		assertThat(policy("", status, "").personal().isStorable()).isFalse();
		assertThat(policy("", status, "").personal().lifetime().source()).isEqualTo(Lifetime.Source.NONE);
		assertThat(policy("", status, "max-age=5").personal().isStorable()).isTrue();
		assertThat(policy("", status, "private").personal().isStorable()).isTrue();
		assertThat(policy("", status, "private").shared().isStorable()).isFalse();
		assertThat(policy("", status, "s-maxage=5").personal().isStorable()).isFalse();
		assertThat(policy("", status, "s-maxage=5").shared().isStorable()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "no-store|no-store", "private|private", "NO-STORE|no-store" })
	void namesTheObstacle(String control, String obstacle) {
		assertThat(policy("", 200, control).shared().obstacle()).contains(obstacle);
	}

	@Test
	void aQualifiedPrivateKeepsNobodyFromStoring() {
		assertThat(policy("", 200, "private=\"Set-Cookie\", max-age=5").shared().isStorable()).isTrue();
	}

	@Test
	void aCacheThatUnderstandsTheStatusLeavesNoStoreOut() {
		assertThat(policy("", 200, "must-understand, no-store, max-age=5").shared().isStorable()).isTrue();
		assertThat(policy("", 299, "must-understand, max-age=5").shared().isStorable()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "max-age=5,false", "public,true", "must-revalidate,true", "s-maxage=5,true" })
	void sharedCachesStoreAnswersToCredentialsWhenTheyAreTold(String control, boolean storable) {
		Policy policy = policy("> Authorization: Basic YTpi", 200, control);
		assertThat(policy.shared().isStorable()).isEqualTo(storable);
		assertThat(policy.personal().isStorable()).isTrue();
	}

	@Test
	void sharedCachesHaveALifetimeOfTheirOwn() {
		Policy policy = policy("", 200, "max-age=30, s-maxage=90");
		assertThat(policy.personal().lifetime())
			.isEqualTo(new Lifetime(Lifetime.Source.MAX_AGE, Duration.ofSeconds(30)));
		assertThat(policy.shared().lifetime())
			.isEqualTo(new Lifetime(Lifetime.Source.S_MAXAGE, Duration.ofSeconds(90)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-age=-1", "max-age=abc", "max-age=1.5", "max-age" })
	void whatIsNoNumberOfSecondsIsStale(String control) {
		Policy policy = policy("", 200, control);
		assertThat(policy.personal().lifetime().duration()).isZero();
		assertThat(policy.isFreshSomewhere()).isFalse();
	}

	@Test
	void countsExpiresFromTheDate() {
		Evidence evidence = RecordedExchanges.evidence("""
				> G
				< 200
				< Date: Sun, 01 Mar 2026 11:59:00 GMT
				< Expires: Sun, 01 Mar 2026 12:01:00 GMT
				""");
		Policy policy = Policy.of(evidence.exchanges().get(0), evidence.plain().orElseThrow());
		assertThat(policy.personal().lifetime())
			.isEqualTo(new Lifetime(Lifetime.Source.EXPIRES, Duration.ofMinutes(2)));
		assertThat(policy.age()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void anExpiresThatIsNoDateIsPast() {
		Evidence evidence = RecordedExchanges.evidence("""
				> G
				< 200
				< Expires: 0
				""");
		Policy policy = Policy.of(evidence.exchanges().get(0), evidence.plain().orElseThrow());
		assertThat(policy.personal().lifetime()).isEqualTo(new Lifetime(Lifetime.Source.EXPIRES, Duration.ZERO));
	}

	@Test
	void noCacheAsksAlwaysUnlessItNamesFields() {
		assertThat(policy("", 200, "no-cache, max-age=5").isFreshSomewhere()).isFalse();
		assertThat(policy("", 200, "no-cache=\"Set-Cookie\", max-age=5").isFreshSomewhere()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "max-age=10 | 10", "max-age=10, s-maxage=30 | 30", "max-age=10, stale-while-revalidate=60 | 70",
					"max-age=10, stale-if-error=60 | 10", "max-age=10, stale-while-revalidate=60, must-revalidate | 10",
					"no-cache, stale-while-revalidate=60 | 0", "no-store, stale-while-revalidate=60 | 0" })
	void addsTheTimeForWhichACacheMayAnswerWhileItAsks(String control, int seconds) {
		assertThat(policy("", 200, control).longestInUse()).isEqualTo(Duration.ofSeconds(seconds));
	}

	private static Policy policy(String request, int status, String control) {
		String text = "> G\n" + request + "\n< " + status + "\n"
				+ (control.isEmpty() ? "" : "< Cache-Control: " + control);
		Evidence evidence = RecordedExchanges.evidence(text);
		Exchange exchange = evidence.exchanges().get(0);
		return Policy.of(exchange, exchange.response().orElseThrow());
	}

}
