package io.github.selftest.boot.check.fallback;

import java.util.Arrays;
import java.util.Optional;

/**
 * A way in which Resilience4j protects a call. Classes are named, as each may be absent.
 */
enum Protection {

	CIRCUIT_BREAKER("CircuitBreaker", "circuitbreaker", "circuitbreaker.CallNotPermittedException"),

	RETRY("Retry", "retry", ""),

	BULKHEAD("Bulkhead", "bulkhead", "bulkhead.BulkheadFullException"),

	THREAD_POOL_BULKHEAD("ThreadPoolBulkhead", "thread-pool-bulkhead", "bulkhead.BulkheadFullException"),

	RATE_LIMITER("RateLimiter", "ratelimiter", "ratelimiter.RequestNotPermitted"),

	TIME_LIMITER("TimeLimiter", "timelimiter", "java.util.concurrent.TimeoutException"),

	TIMER("Timer", "timer", "");

	private static final String BASE = "io.github.resilience4j.";

	private final String simpleName;

	private final String property;

	private final String refusal;

	Protection(String simpleName, String property, String refusal) {
		this.simpleName = simpleName;
		this.property = property;
		this.refusal = refusal;
	}

	/**
	 * Find the protection that an annotation asks for.
	 * @param annotation the name of the class of the annotation
	 * @return the protection; a bulkhead of either type is {@link #BULKHEAD}
	 */
	static Optional<Protection> ofAnnotation(String annotation) {
		return Arrays.stream(values()).filter((value) -> value.annotation().equals(annotation)).findFirst();
	}

	/**
	 * Find the protection that an instance gives.
	 * @param type the name of the type of the instance
	 * @return the protection
	 */
	static Optional<Protection> ofInstance(String type) {
		return Arrays.stream(values())
			.filter((value) -> value != TIMER && type.equals(BASE + value.room() + "." + value.simpleName))
			.findFirst();
	}

	/**
	 * Return the name of the annotation.
	 * @return the name of the class
	 */
	String annotation() {
		return BASE + room() + ".annotation." + this.simpleName;
	}

	/**
	 * Return the name of the aspect that sees the annotation.
	 * @return the name of the class
	 */
	String aspect() {
		Protection seen = (this == THREAD_POOL_BULKHEAD) ? BULKHEAD : this;
		return BASE + "spring6." + room() + ".configure." + seen.simpleName + "Aspect";
	}

	/**
	 * Return the name of the exception by which a call is refused.
	 * @return the name of the class; empty if none is
	 */
	String refusal() {
		return (this.refusal.isEmpty() || this.refusal.startsWith("java.")) ? this.refusal : BASE + this.refusal;
	}

	/**
	 * Return what is above the names of the instances in the configuration.
	 * @return the prefix of the properties
	 */
	String instancesProperty() {
		return "resilience4j." + this.property + ".instances";
	}

	String configsProperty() {
		return "resilience4j." + this.property + ".configs";
	}

	String simpleName() {
		return this.simpleName;
	}

	private String room() {
		return switch (this) {
			case THREAD_POOL_BULKHEAD -> "bulkhead";
			case TIMER -> "micrometer";
			default -> this.property;
		};
	}

}
