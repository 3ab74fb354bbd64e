package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long caches outside may go on with answers of this service, as its own probes
 * have seen it. One kind looks at answers, and another knows what they were made of.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResponseLifetimes {

	/**
	 * Return the longest time for which any cache may use the answers of a resource
	 * without waiting for this service.
	 * @param resource the name of the resource
	 * @return the time, nothing while it is not known: there is no such resource, it was
	 * not probed yet, or its answers leave caches to guess
	 */
	Optional<Duration> longest(String resource);

}
