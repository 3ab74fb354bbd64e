package io.github.selftest.benchmarks;

import java.util.List;

/**
 * One half of a pair.
 */
enum Half {

	/** The service with the starter. */
	WITH,

	/** The same service without it. */
	WITHOUT;

	/**
	 * Return both, the one first or the other, so that a drift of the machine favours
	 * none.
	 * @param pair the number of the pair
	 * @return both
	 */
	static List<Half> inTurn(int pair) {
		return (pair % 2 == 0) ? List.of(WITH, WITHOUT) : List.of(WITHOUT, WITH);
	}

}
