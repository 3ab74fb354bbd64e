package io.github.selftest.boot.synthetic;

import java.util.HashSet;
import java.util.Set;

/**
 * The nonces of verified requests, for as long as their signatures are good. They are
 * kept by the time of the signature in two halves of 128 seconds. All times that are
 * accepted at one moment lie within 121 seconds, so that a half is dropped whole when it
 * is needed for later times. When there is no room, requests are refused rather than
 * nonces forgotten.
 */
final class NonceMemory {

	private static final int HALF_SECONDS = 128;

	private final int capacity;

	private final Half[] halves = { new Half(), new Half() };

	NonceMemory(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Require a nonce to be new, without keeping it.
	 * @param signed the signature, of which nothing is known yet
	 * @throws RejectedException if it was used
	 */
	synchronized void require(Signed signed) throws RejectedException {
		Half half = half(signed);
		if (half.number == number(signed) && half.used.contains(signed.nonce())) {
			throw new RejectedException(Reason.REPLAYED);
		}
	}

	/**
	 * Keep the nonce of a verified request.
	 * @param signed the signature
	 * @throws RejectedException if the nonce was used or cannot be kept
	 */
	synchronized void use(Signed signed) throws RejectedException {
		Half half = half(signed);
		long number = number(signed);
		if (number < half.number) {
			// the clock was set back, and what was used then is forgotten
			throw new RejectedException(Reason.OUTSIDE_WINDOW);
		}
		if (number > half.number) {
			half.startOver(number);
		}
		Half other = this.halves[(int) ((number + 1) % 2)];
		if (other.number < number - 1) {
			// its number goes on as well, or a clock that was set back would find it
			// empty
			other.startOver(number - 1);
		}
		require(signed);
		if (size() >= this.capacity) {
			throw new RejectedException(Reason.NONCE_CACHE_FULL);
		}
		half.used.add(signed.nonce());
	}

	/**
	 * Return how many nonces are kept.
	 * @return the number, never more than the capacity
	 */
	synchronized int size() {
		return this.halves[0].used.size() + this.halves[1].used.size();
	}

	private Half half(Signed signed) {
		return this.halves[(int) (number(signed) % 2)];
	}

	private static long number(Signed signed) {
		return signed.seconds() / HALF_SECONDS;
	}

	private static final class Half {

		private long number = -1;

		private Set<String> used = Set.of();

		void startOver(long next) {
			this.number = next;
			this.used = new HashSet<>();
		}

	}

}
