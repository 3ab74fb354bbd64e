package io.github.selftest.boot.check;

/**
 * A check that was made of something its author knows better than its class.
 *
 * @since 0.1.0
 */
public interface Sourced {

	/**
	 * Return what the check was made of.
	 * @return a method or a property, as part of a sentence
	 */
	String source();

}
