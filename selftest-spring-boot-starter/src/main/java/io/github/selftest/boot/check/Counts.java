package io.github.selftest.boot.check;

import java.util.function.LongSupplier;

/**
 * Where a kind publishes a count of its own as a meter. Without Micrometer there is no
 * such bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Counts {

	/**
	 * Publish a count. May be called at any time, by any thread.
	 * @param name the name of the meter, with dots
	 * @param description what is counted
	 * @param count the total so far, which never goes down
	 * @param tags names and values in turn, of a bounded set
	 */
	void publish(String name, String description, LongSupplier count, String... tags);

}
