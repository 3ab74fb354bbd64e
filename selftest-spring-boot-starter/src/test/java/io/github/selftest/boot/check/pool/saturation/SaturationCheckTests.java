package io.github.selftest.boot.check.pool.saturation;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SaturationCheckTests {

	private final AtomicReference<@Nullable Usage> usage = new AtomicReference<>();

	@ParameterizedTest
	@EnumSource
	void passesWhileThereAreSomeLeft(Sort sort) {
		this.usage.set(new Usage(17, 20, 0L, null));
		CheckResult result = run(check(sort));
		assertThat(result.findings()).extracting(Finding::status, Finding::code)
			.containsExactly(tuple(Status.PASS, sort.code() + "-free"));
		assertThat(result.measurements().get(0).value()).isEqualTo(0.85);
	}

	@Test
	void rollsNoReleaseBackForAnotherServiceThatIsSlow() {
		assertThat(check(Sort.HTTP_CLIENT).definition().severity()).isEqualTo(Severity.DEGRADING);
		assertThat(check(Sort.DATA_SOURCE).definition().severity()).isEqualTo(Severity.CRITICAL);
	}

	@Test
	void warnsWhenFewOfManyAreLeft() {
		this.usage.set(new Usage(190, 200, 0L, null));
		CheckResult result = run(check(Sort.SERVER_THREADS));
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(result.findings()).extracting(Finding::code).containsExactly("pool.server-threads-busy");
	}

	@Test
	void passesWhenAllOfFewAreInUseAndNobodyWaits() {
		this.usage.set(new Usage(1, 1, 0L, null));
		assertThat(run(check(Sort.HTTP_CLIENT)).status()).isEqualTo(Status.PASS);
	}

	@Test
	void warnsOnceAndThenFailsWhileSomebodyWaits() {
		SaturationCheck check = check(Sort.SERVER_THREADS);
		this.usage.set(new Usage(200, 200, 31L, null));
		assertThat(run(check).status()).isEqualTo(Status.WARN);
		CheckResult failed = run(check);
		assertThat(failed.status()).isEqualTo(Status.FAIL);
		Finding finding = failed.findings().get(0);
		assertThat(finding.code()).isEqualTo("pool.server-threads-saturated");
		assertThat(finding.message()).isEqualTo("Web server 'orders' has 200 of 200 threads in use and 31 waiting");
		assertThat(finding.observed()).isEqualTo("100 % in use, 31 waiting");
		assertThat(finding.remedy()).contains("server.tomcat.threads.max");
		this.usage.set(new Usage(20, 200, 0L, null));
		assertThat(run(check).status()).isEqualTo(Status.PASS);
		this.usage.set(new Usage(200, 200, 1L, null));
		assertThat(run(check).status()).isEqualTo(Status.WARN);
	}

	@Test
	void failsWhereNobodyTellsWhoWaitsAndAllAreInUse() {
		SaturationCheck check = check(Sort.DATA_SOURCE);
		this.usage.set(new Usage(8, 8, null, null));
		run(check);
		assertThat(run(check).findings()).extracting(Finding::code).containsExactly("pool.data-source-saturated");
	}

	@Test
	void waitsForTheQueueOfAnExecutorToFill() {
		SaturationCheck check = check(Sort.EXECUTOR);
		this.usage.set(new Usage(4, 4, 50L, 100L));
		assertThat(run(check).status()).isEqualTo(Status.PASS);
		this.usage.set(new Usage(4, 4, 95L, 100L));
		run(check);
		assertThat(run(check).status()).isEqualTo(Status.FAIL);
	}

	@Test
	void onlyWarnsOfABacklogThatStays() {
		SaturationCheck check = check(Sort.BACKLOG);
		this.usage.set(new Usage(8, 8, 1000L, null));
		assertThat(run(check).status()).isEqualTo(Status.PASS);
		assertThat(run(check).status()).isEqualTo(Status.WARN);
		assertThat(run(check).status()).isEqualTo(Status.WARN);
	}

	@Test
	void isInconclusiveWhenThePoolDoesNotTell() {
		CheckResult result = run(check(Sort.EXECUTOR));
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings()).extracting(Finding::code).containsExactly("pool.executor-unknown");
	}

	private SaturationCheck check(Sort sort) {
		return new SaturationCheck("poolOrders", new WatchedPool("orders", sort, this, this.usage::get));
	}

	private static CheckResult run(SaturationCheck check) {
		return check.run(TestCheckContext.of(check.definition()));
	}

}
