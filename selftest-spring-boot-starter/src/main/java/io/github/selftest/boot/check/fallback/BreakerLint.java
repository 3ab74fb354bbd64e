package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.timelimiter.TimeLimiter;
import org.springframework.boot.context.properties.bind.Binder;

import io.github.selftest.api.Finding;

/**
 * Settings by which a breaker can never open.
 */
final class BreakerLint implements Lint {

	private static final Duration DEFAULT_SLOW = Duration
		.ofSeconds(CircuitBreakerConfig.DEFAULT_SLOW_CALL_DURATION_THRESHOLD);

	private static final String READ_TIMEOUT = "spring.http.clients.read-timeout";

	@Override
	public List<Finding> look(Inventory inventory) {
		List<Finding> findings = new ArrayList<>();
		inventory.source(Protection.CIRCUIT_BREAKER)
			.ifPresent((breakers) -> breakers.all()
				.forEach((instance) -> look(inventory, (CircuitBreaker) instance.value(), findings)));
		return findings;
	}

	private static void look(Inventory inventory, CircuitBreaker breaker, List<Finding> findings) {
		CircuitBreakerConfig config = breaker.getCircuitBreakerConfig();
		neverOpens(inventory, breaker, config).ifPresent(findings::add);
		slowCalls(inventory, breaker.getName(), config).ifPresent(findings::add);
		if (config.getSlidingWindowType() == SlidingWindowType.COUNT_BASED
				&& config.getMinimumNumberOfCalls() > config.getSlidingWindowSize()
				&& isSet(inventory, breaker.getName(), "minimum-number-of-calls")) {
			findings.add(minimum(inventory, breaker.getName(), config));
		}
	}

	private static Optional<Finding> neverOpens(Inventory inventory, CircuitBreaker breaker,
			CircuitBreakerConfig config) {
		Predicate<Throwable> recorded = config.getRecordExceptionPredicate();
		Predicate<Throwable> ignored = config.getIgnoreExceptionPredicate();
		if (Sample.anyUsual((exception) -> recorded.test(exception) && !ignored.test(exception))) {
			return Optional.empty();
		}
		String name = breaker.getName();
		String named = named(inventory, name);
		Finding finding = RecordedExceptions.of(inventory.environment(), name).isAnyLeft()
				? Finding.warn("fallback.never-opens",
						named + " records none of the usual exceptions, such as "
								+ "IOException and TimeoutException: see that the others are enough")
				: Finding.fail("fallback.never-opens",
						named + " ignores all exceptions that it could record: no failure ever opens it");
		return Optional.of(finding.withValues("no usual exception is recorded", "those of the dependency are recorded")
			.withRemedy("Correct 'record-exceptions' and 'ignore-exceptions' below '%s.%s'"
				.formatted(Protection.CIRCUIT_BREAKER.instancesProperty(), name)));
	}

	private static Optional<Finding> slowCalls(Inventory inventory, String name, CircuitBreakerConfig config) {
		Duration slow = config.getSlowCallDurationThreshold();
		if (slow.equals(DEFAULT_SLOW)) {
			return Optional.empty(); // nobody asked for slow calls
		}
		return limit(inventory, name).filter((limit) -> slow.compareTo(limit.time()) >= 0)
			.map((limit) -> Finding
				.warn("fallback.slow-call-unreachable",
						"%s sees no call that is slow: they end at %s %s".formatted(named(inventory, name),
								limit.what(), limit.time()))
				.withValues("slow after " + slow, "less than " + limit.time())
				.withRemedy("Lower '%s.%s.slow-call-duration-threshold'"
					.formatted(Protection.CIRCUIT_BREAKER.instancesProperty(), name)));
	}

	private static Optional<Limit> limit(Inventory inventory, String name) {
		Optional<Limit> limiter = inventory.methods()
			.stream()
			.filter((method) -> method.guard(Protection.CIRCUIT_BREAKER)
				.filter((guard) -> guard.name().equals(name))
				.isPresent())
			.flatMap((method) -> method.guard(Protection.TIME_LIMITER).stream())
			.filter((guard) -> inventory.aspects().isOutside(Protection.CIRCUIT_BREAKER, Protection.TIME_LIMITER))
			.flatMap((guard) -> inventory.find(Protection.TIME_LIMITER, guard.name()).stream())
			.map((instance) -> new Limit("the time limit of '%s',".formatted(instance.name()),
					((TimeLimiter) instance.value()).getTimeLimiterConfig().getTimeoutDuration()))
			.findFirst();
		return limiter.or(() -> Binder.get(inventory.environment())
			.bind(READ_TIMEOUT, Duration.class)
			.map((time) -> Optional.of(new Limit("'%s', if it guards an HTTP call,".formatted(READ_TIMEOUT), time)))
			.orElse(Optional.empty()));
	}

	private static boolean isSet(Inventory inventory, String name, String property) {
		return inventory.environment()
			.containsProperty(Protection.CIRCUIT_BREAKER.instancesProperty() + "." + name + "." + property)
				|| Binder.get(inventory.environment())
					.bind(Protection.CIRCUIT_BREAKER.configsProperty() + ".default." + property, String.class)
					.isBound()
				|| RecordedExceptions.baseConfig(inventory.environment(), name) != null;
	}

	private static String named(Inventory inventory, String name) {
		return "Breaker '%s'%s".formatted(name, inventory.whereGuards(Protection.CIRCUIT_BREAKER, name));
	}

	private static Finding minimum(Inventory inventory, String name, CircuitBreakerConfig config) {
		int window = config.getSlidingWindowSize();
		return Finding
			.warn("fallback.minimum-calls",
					"%s asks for %d calls in a window of %d: it is cut to %d".formatted(named(inventory, name),
							config.getMinimumNumberOfCalls(), window, window))
			.withValues(String.valueOf(config.getMinimumNumberOfCalls()), "at most " + window)
			.withRemedy("Lower '%s.%s.minimum-number-of-calls', or raise 'sliding-window-size'"
				.formatted(Protection.CIRCUIT_BREAKER.instancesProperty(), name));
	}

	/**
	 * A time after which a call ends, whatever happens.
	 *
	 * @param what what ends it
	 * @param time the time
	 */
	private record Limit(String what, Duration time) {

	}

}
