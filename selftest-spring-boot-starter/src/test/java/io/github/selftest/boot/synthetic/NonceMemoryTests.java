package io.github.selftest.boot.synthetic;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NonceMemoryTests {

	private static final int START = 1_700_000_000;

	private final NonceMemory memory = new NonceMemory(1000);

	@Test
	void nonceIsGoodOnce() throws Exception {
		this.memory.use(signed(START, "a"));
		assertThatIsRefused(START, "a", Reason.REPLAYED);
		this.memory.use(signed(START, "b"));
	}

	@Test
	void noNonceIsForgottenWhileItsSignatureIsGood() throws Exception {
		for (int now = START; now < START + 300; now++) {
			for (int offset : new int[] { -60, 0, 60 }) {
				this.memory.use(signed(now + offset, now + "/" + offset));
			}
			for (int used = Math.max(START, now - 120); used <= now; used++) {
				if (used + 60 >= now - 60) {
					assertThatIsRefused(used + 60, used + "/60", Reason.REPLAYED);
				}
			}
		}
	}

	@Test
	void memoryIsBoundedAndRefusesRatherThanForgets() throws Exception {
		for (int i = 0; i < 1000; i++) {
			this.memory.use(signed(START, "n" + i));
		}
		assertThatIsRefused(START, "one more", Reason.NONCE_CACHE_FULL);
		assertThatIsRefused(START, "n0", Reason.REPLAYED);
		assertThat(this.memory.size()).isEqualTo(1000);
	}

	@Test
	void roomComesBackWithTime() throws Exception {
		for (int i = 0; i < 1000; i++) {
			this.memory.use(signed(START, "n" + i));
		}
		this.memory.use(signed(START + 256, "a"));
		assertThat(this.memory.size()).isEqualTo(1);
		for (int i = 1; i < 1000; i++) {
			this.memory.use(signed(START + 256, "n" + i));
		}
		this.memory.use(signed(START + 512 + 128, "b"));
		assertThat(this.memory.size()).isEqualTo(1);
	}

	@Test
	void clockThatWasSetBackOpensNothing() throws Exception {
		this.memory.use(signed(START, "a"));
		this.memory.use(signed(START + 256, "b"));
		assertThatIsRefused(START, "a", Reason.OUTSIDE_WINDOW);
	}

	@Test
	void clockThatWasSetBackAfterAPauseOpensNothing() throws Exception {
		this.memory.use(signed(START, "a"));
		this.memory.use(signed(START + 3 * 128, "b"));
		assertThatIsRefused(START, "a", Reason.OUTSIDE_WINDOW);
		assertThatIsRefused(START, "c", Reason.OUTSIDE_WINDOW);
	}

	@Test
	void sameNonceOnManyThreadsPassesOnce() throws Exception {
		int threads = 8;
		ExecutorService callers = Executors.newFixedThreadPool(threads);
		try {
			for (int round = 0; round < 200; round++) {
				String nonce = "n" + round;
				CyclicBarrier together = new CyclicBarrier(threads);
				List<Future<Boolean>> passed = callers
					.invokeAll(Collections.nCopies(threads, () -> isUsedAfter(together, nonce)));
				int count = 0;
				for (Future<Boolean> one : passed) {
					count += one.get() ? 1 : 0;
				}
				assertThat(count).isOne();
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	private boolean isUsedAfter(CyclicBarrier together, String nonce) throws Exception {
		together.await();
		try {
			this.memory.use(signed(START, nonce));
			return true;
		}
		catch (RejectedException ex) {
			return false;
		}
	}

	private void assertThatIsRefused(int seconds, String nonce, Reason reason) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.memory.use(signed(seconds, nonce)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static Signed signed(int seconds, String nonce) {
		return new Signed("ci", seconds, nonce, new byte[0]);
	}

}
