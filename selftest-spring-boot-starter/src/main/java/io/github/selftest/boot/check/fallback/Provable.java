package io.github.selftest.boot.check.fallback;

/**
 * An instance of Resilience4j that lets the real one alone while a proof runs on the
 * calling thread.
 */
interface Provable {

	/**
	 * Return what it stands before.
	 * @return the instance that the registry has
	 */
	Object real();

	/**
	 * Return the name of both.
	 * @return the name in the registry
	 */
	String getName();

}
