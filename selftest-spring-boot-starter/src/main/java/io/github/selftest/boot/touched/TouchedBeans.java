package io.github.selftest.boot.touched;

import java.util.List;

/**
 * A bean for each feature that acts on beans of the host.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TouchedBeans {

	/**
	 * Return what was touched so far. Called for each overview.
	 * @return the beans; empty as long as there are none
	 */
	List<TouchedBean> touched();

}
