package io.github.selftest.boot.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTests {

	private static final int THREADS = 8;

	@Test
	void neverMorePassThanTwiceTheRateHoweverManyComeAtOnce() throws Exception {
		Limit own = new Limit(50, () -> 0);
		Limits limits = new Limits(new Limit(100, () -> 0));
		assertThat(passed(limits, own)).isEqualTo(100);
	}

	@Test
	void requestThatTheTotalRefusesTakesNoTurnOfItsKey() throws Exception {
		Limit own = new Limit(100, () -> 0);
		Limits limits = new Limits(new Limit(50, () -> 0));
		assertThat(passed(limits, own)).isEqualTo(100);
		assertThat(passed(new Limits(new Limit(1000, () -> 0)), own)).isEqualTo(100);
	}

	private static int passed(Limits limits, Limit own) throws Exception {
		Credential credential = new Credential("ci", "ci", null, Names.ANY, Names.ANY, PathRules.NONE, own);
		ExecutorService callers = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<Integer>> counts = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				counts.add(callers.submit(() -> takes(limits, credential)));
			}
			int sum = 0;
			for (Future<Integer> count : counts) {
				sum += count.get();
			}
			return sum;
		}
		finally {
			callers.shutdownNow();
		}
	}

	private static int takes(Limits limits, Credential credential) {
		int passed = 0;
		for (int i = 0; i < 500; i++) {
			try {
				limits.take(credential);
				passed++;
			}
			catch (RejectedException ex) {
				assertThat(ex.retryAfterSeconds()).isPositive();
			}
		}
		return passed;
	}

}
