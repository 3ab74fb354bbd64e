package io.github.selftest.boot.check;

/**
 * Implemented by a kind that looks, with more care, at what a health indicator of the
 * application looks at, so that it is not asked twice. Actuator goes on asking it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CoveredIndicators {

	/**
	 * Return whether a check of the kind tells all that an indicator would.
	 * @param indicator the health indicator
	 * @return whether it need not be asked
	 */
	boolean covers(Object indicator);

}
