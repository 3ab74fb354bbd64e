package io.github.selftest.sample.fault;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.api.fallback.ProveFallback;

/**
 * Fallbacks and breakers that nobody has ever seen at work.
 */
final class FallbackFaults {

	private FallbackFaults() {
	}

	/**
	 * The fallback reads a list that is empty since the last clean-up.
	 */
	@Component
	@Profile("fault-fallback-throws")
	static class Weather {

		@CircuitBreaker(name = "weather", fallbackMethod = "yesterday")
		@ProveFallback(name = "weather")
		String today() {
			return "sunny";
		}

		String yesterday(Throwable cause) {
			throw new IllegalStateException("there is no forecast of yesterday");
		}

	}

	/**
	 * Somebody has made the number of the product a {@code long}, and the fallback not.
	 */
	@Component
	@Profile("fault-fallback-signature")
	static class Recipes {

		@CircuitBreaker(name = "recipes", fallbackMethod = "none")
		@ProveFallback(name = "recipes", arguments = "1")
		String recipe(long product) {
			return "stew " + product;
		}

		String none(int product, Throwable cause) {
			return "no recipe";
		}

	}

	/**
	 * The breaker ignores what its client throws, see application.yaml.
	 */
	@Component
	@Profile("fault-fallback-never-opens")
	static class Couriers {

		@CircuitBreaker(name = "couriers", fallbackMethod = "later")
		String arrival() {
			return "today";
		}

		String later(Throwable cause) {
			return "this week";
		}

	}

	/**
	 * Each failing call counts three times.
	 */
	@Component
	@Profile("fault-fallback-retry-outside")
	static class Invoices {

		@Retry(name = "invoices")
		@CircuitBreaker(name = "invoices")
		String print() {
			return "printed";
		}

	}

}
