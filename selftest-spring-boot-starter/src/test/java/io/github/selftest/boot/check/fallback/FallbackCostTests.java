package io.github.selftest.boot.check.fallback;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.sun.management.ThreadMXBean;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call costs that no proof is about, with counting and with proofs switched on,
 * beside a context without either. Rounds alternate, and medians are compared. The times
 * are printed for a person to read on a quiet machine.
 */
@Tag("measurement")
class FallbackCostTests {

	private static final String[] TURNED_ON = { "nothing", "counted", "counted, with proofs on",
			"counted, with proofs and those of decorators on" };

	private static final String PROOF = "selftest.check.fallback.proof.";

	private static final int CALLS = 20_000;

	private static final int ROUNDS = 21;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@SuppressWarnings("UnusedVariable") // keeps what is measured from being optimised
										// away
	private int sink;

	@Test
	void addsNoAllocationToACallThatDoesNotFallBack() {
		service("selftest.check.fallback.enabled=false")
			.run((without) -> service().run((counted) -> service(PROOF + "enabled=true")
				.run((proven) -> service(PROOF + "enabled=true", PROOF + "decorators=true")
					.run((byHand) -> compare(without, counted, proven, byHand)))));
	}

	// the decorator for Reactor costs each value more than all that is measured here
	private static ApplicationContextRunner service(String... properties) {
		return Resilience.service(Stock.class)
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j.reactor"))
			.withPropertyValues(properties);
	}

	private void compare(AssertableApplicationContext... contexts) {
		for (boolean isStage : new boolean[] { false, true }) {
			Cost[] costs = measure(isStage, contexts);
			assertThat(this.sink).as("what keeps the calls from being left out").isNotZero();
			for (int i = 1; i < costs.length; i++) {
				System.out.printf("%s, %s: %.1f ns and %.2f bytes more than %.1f ns and %.2f bytes%n",
						isStage ? "stage" : "value", TURNED_ON[i], costs[i].nanos() - costs[0].nanos(),
						costs[i].bytes() - costs[0].bytes(), costs[0].nanos(), costs[0].bytes());
				// the proxy of a registry makes an array for each call
				assertThat(costs[i].bytes() - costs[0].bytes()).isLessThan((i < 3) ? 1 : 129);
			}
		}
	}

	private Cost[] measure(boolean isStage, AssertableApplicationContext... contexts) {
		double[][] nanos = new double[contexts.length][ROUNDS];
		double[][] bytes = new double[contexts.length][ROUNDS];
		for (int round = -10; round < ROUNDS; round++) {
			for (int i = 0; i < contexts.length; i++) {
				Cost cost = round(contexts[i].getBean(Stock.class), isStage);
				if (round >= 0) {
					nanos[i][round] = cost.nanos();
					bytes[i][round] = cost.bytes();
				}
			}
		}
		Cost[] costs = new Cost[contexts.length];
		for (int i = 0; i < costs.length; i++) {
			costs[i] = new Cost(median(nanos[i]), median(bytes[i]));
		}
		return costs;
	}

	private Cost round(Stock stock, boolean isStage) {
		long bytes = THREADS.getCurrentThreadAllocatedBytes();
		long start = System.nanoTime();
		for (int i = 0; i < CALLS; i++) {
			this.sink += isStage ? stock.stage().hashCode() : stock.value().length();
		}
		double nanos = (double) (System.nanoTime() - start) / CALLS;
		return new Cost(nanos, (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / CALLS);
	}

	private static double median(double[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

	record Cost(double nanos, double bytes) {

	}

	/**
	 * Public, as its proxy has another class loader.
	 */
	public static class Stock {

		private static final CompletionStage<String> REAL = CompletableFuture.completedFuture("real");

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String value() {
			return "real";
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedLater")
		public CompletionStage<String> stage() {
			return REAL;
		}

		public String cached(Throwable thrown) {
			return "cached";
		}

		public CompletionStage<String> cachedLater(Throwable thrown) {
			return REAL;
		}

	}

}
