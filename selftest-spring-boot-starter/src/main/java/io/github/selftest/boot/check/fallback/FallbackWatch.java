package io.github.selftest.boot.check.fallback;

/**
 * Is told of a fallback that ran.
 */
interface FallbackWatch {

	/**
	 * It gave a result, or a stage of one.
	 */
	void succeeded();

	/**
	 * It threw.
	 */
	void failed();

}
