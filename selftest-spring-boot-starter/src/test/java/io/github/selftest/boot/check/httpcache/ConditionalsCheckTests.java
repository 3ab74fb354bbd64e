package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Ignored;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Passive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ConditionalsCheckTests {

	private static final Duration WINDOW = Duration.ofMinutes(10);

	private final RouteSamples samples = new RouteSamples(WINDOW, () -> 0);

	@Test
	void passesWhenEnoughIsNotModified() {
		count("/a", 100, 5);
		count("/b", 100, 90);
		CheckResult result = run();
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(result.findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.message()).contains("enough conditional requests: 2", "'/a'");
			assertThat(finding.observed()).isEqualTo("304 for 5 of 100 conditional requests (5.0 %) in PT10M");
		});
	}

	@Test
	void warnsAboutEachRouteBelowTheLimit() {
		count("/a", 100, 4);
		count("/b", 200, 0);
		count("/c", 100, 100);
		CheckResult result = run();
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(result.findings()).hasSize(2);
		Finding worst = result.findings().get(0);
		assertThat(worst.code()).isEqualTo("http-cache.conditional-hit-ratio");
		assertThat(worst.message()).contains("'/b'");
		assertThat(worst.observed()).isEqualTo("304 for 0 of 200 conditional requests (0.0 %) in PT10M");
		assertThat(worst.expected()).isEqualTo("304 for at least 5.0 %");
		assertThat(worst.remedy()).contains("ETag");
	}

	@Test
	void measuresTheWorstShare() {
		count("/a", 100, 4);
		count("/few", 10, 0);
		CheckResult result = run();
		assertThat(result.measurements()).extracting("name", "value", "unit", "limit")
			.containsExactly(tuple("worstNotModifiedShare", 0.04, "ratio", 0.05),
					tuple("conditionalRequests", 110.0, "count", null));
	}

	@Test
	void saysNothingOfARouteWithFewRequestsBesideAnotherWithEnough() {
		count("/a", 100, 50);
		count("/few", 99, 0);
		assertThat(run().status()).isEqualTo(Status.PASS);
	}

	@Test
	void isInconclusiveWhenNoRouteHasEnough() {
		count("/a", 99, 0);
		CheckResult result = run();
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("http-cache.few-samples");
			assertThat(finding.observed()).isEqualTo("at most 99 conditional requests to a route in PT10M");
			assertThat(finding.expected()).isEqualTo("at least 100");
		});
	}

	@Test
	void onlyWaitsWithoutRequests() {
		CheckResult result = run();
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings()).extracting(Finding::code).containsExactly("http-cache.few-samples");
	}

	@Test
	void passesForARouteThatIsIgnored() {
		count("/a", 100, 0);
		assertThat(run(ignored("/a", "2999-12-31")).status()).isEqualTo(Status.PASS);
		assertThat(run(ignored("/b", "2999-12-31")).status()).isEqualTo(Status.WARN);
	}

	@Test
	void saysOnceThatAnEntryIsOver() {
		count("/a", 100, 0);
		count("/b", 100, 0);
		CheckResult result = run(new Ignored("conditional-hit-ratio", null, "for now", "2000-01-01"));
		assertThat(CacheRuns.of(result, "ignore-expired")).hasSize(1);
		assertThat(CacheRuns.of(result, "conditional-hit-ratio")).hasSize(2);
	}

	@Test
	void degradesAndRunsAroundTheClock() {
		assertThat(check().definition().severity()).isEqualTo(Severity.DEGRADING);
		assertThat(check().definition().groups()).containsExactly(Groups.CONTINUOUS);
	}

	private void count(String route, int conditional, int notModified) {
		for (int i = 0; i < conditional; i++) {
			this.samples.count(route, i < notModified);
		}
	}

	private CheckResult run(Ignored... ignored) {
		ConditionalsCheck check = check(ignored);
		return check.run(TestCheckContext.of(check.definition()));
	}

	private ConditionalsCheck check(Ignored... ignored) {
		return new ConditionalsCheck(this.samples, new Passive(true, WINDOW, 100, 0.05),
				new IgnoredRules(List.of(ignored), "conditional-hit-ratio"::equals));
	}

	private static Ignored ignored(String route, String until) {
		return new Ignored("conditional-hit-ratio", route, "changes each second", until);
	}

}
