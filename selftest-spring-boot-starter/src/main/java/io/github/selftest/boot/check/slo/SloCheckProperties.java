package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of the objectives.
 *
 * @param enabled Whether the service watches its own objectives.
 * @param successRate Share of requests that must not be answered with a server error.
 * @param alertBurn Times that the error budget is used up faster than allowed from which
 * on it fails.
 * @param p50 Latency that half of the requests stay within.
 * @param p95 Latency that 95 % of the requests stay within.
 * @param p99 Latency that 99 % of the requests stay within.
 * @param warmUp Time after the first request in which latencies are not judged in the
 * group 'canary', as a young process is slow.
 * @param cpu Share of the processors that this process uses.
 * @param memory Share of the heap that is in use after a collection.
 * @param fileDescriptors Share of the file descriptors that are open.
 * @param threads Number of platform threads.
 * @param ignorePaths Paths whose requests are left out, with all below them, beside those
 * of Actuator and '/health'.
 * @param routes Routes that have objectives of their own, by name.
 * @param objectives Objectives over any meter, by name.
 */
@ConfigurationProperties(prefix = "selftest.check.slo", ignoreUnknownFields = false)
record SloCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue("0.99") double successRate,
		@DefaultValue("2") double alertBurn, @DefaultValue P50 p50, @DefaultValue P95 p95, @DefaultValue P99 p99,
		@DefaultValue("30s") Duration warmUp, @DefaultValue Cpu cpu, @DefaultValue Memory memory,
		@DefaultValue FileDescriptors fileDescriptors, @DefaultValue Threads threads,
		@DefaultValue List<String> ignorePaths, @DefaultValue Map<String, Route> routes,
		@DefaultValue Map<String, Meter> objectives) {

	static final String PREFIX = "selftest.check.slo.";

	private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9-]{0,29}");

	private static final int MAX_ROUTES = 20;

	SloCheckProperties {
		requireShare(PREFIX + "success-rate", successRate);
		if (!(alertBurn >= 1)) {
			throw new SelfTestConfigurationException(PREFIX + "alert-burn", alertBurn, "at least 1",
					"Write how many times the allowed error rate is too much, such as 2.");
		}
		if (warmUp.isNegative() || warmUp.compareTo(Duration.ofMinutes(10)) > 0) {
			throw new SelfTestConfigurationException(PREFIX + "warm-up", warmUp, "from 0s to 10m",
					"Write a duration such as 30s.");
		}
		if (routes.size() > MAX_ROUTES) {
			throw new SelfTestConfigurationException(PREFIX + "routes", routes.size() + " routes",
					"at most " + MAX_ROUTES + " routes", "Keep those that matter; all others are in the totals.");
		}
		routes.forEach((name, route) -> route.validate(named(PREFIX + "routes.", name)));
		objectives.forEach((name, objective) -> objective.validate(named(PREFIX + "objectives.", name)));
		ignorePaths.forEach((path) -> requirePath(PREFIX + "ignore-paths", path));
	}

	/**
	 * Return the objectives that hold for all requests together.
	 * @return the objectives
	 */
	RequestObjectives all() {
		return new RequestObjectives(this.successRate,
				List.of(new LatencyObjective("p50", 0.5, this.p50.target(), this.p50.alert()),
						new LatencyObjective("p95", 0.95, this.p95.target(), this.p95.alert()),
						new LatencyObjective("p99", 0.99, this.p99.target(), this.p99.alert())));
	}

	/**
	 * Return the objectives of the routes that have some of their own.
	 * @return the objectives by name
	 */
	Map<String, RequestObjectives> ofRoutes() {
		Map<String, RequestObjectives> objectives = new LinkedHashMap<>();
		this.routes.forEach((name, route) -> objectives.put(name, route.orElse(all())));
		return objectives;
	}

	private static String named(String prefix, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new SelfTestConfigurationException(prefix + name, name, "named like 'orders' or 'place-order'",
					"Use letters, digits and dashes, at most 30 in all.");
		}
		return prefix + name;
	}

	private static void requireShare(String property, double share) {
		if (!(share > 0 && share < 1)) {
			throw new SelfTestConfigurationException(property, share, "greater than 0 and less than 1",
					"Write a share such as 0.99.");
		}
	}

	private static void requirePath(String property, @Nullable String path) {
		if (path == null || !path.startsWith("/")) {
			throw new SelfTestConfigurationException(property, path, "a path that starts with '/'",
					"Write it as controllers do, without context path and servlet path.");
		}
	}

	private static <T extends Comparable<T>> void requireOrder(String property, T target, T alert, T zero) {
		if (target.compareTo(zero) <= 0 || alert.compareTo(target) < 0) {
			throw new SelfTestConfigurationException(PREFIX + property, "target " + target + ", alert " + alert,
					"a 'target' greater than 0 and an 'alert' that is not less",
					"Set both '" + PREFIX + property + ".target' and '" + PREFIX + property + ".alert'.");
		}
	}

	/**
	 * Latency that half of the requests stay within.
	 *
	 * @param target Latency beyond which it warns.
	 * @param alert Latency beyond which it fails.
	 */
	record P50(@DefaultValue("100ms") Duration target, @DefaultValue("150ms") Duration alert) {

		P50 {
			requireOrder("p50", target, alert, Duration.ZERO);
		}

	}

	/**
	 * Latency that 95 % of the requests stay within.
	 *
	 * @param target Latency beyond which it warns.
	 * @param alert Latency beyond which it fails.
	 */
	record P95(@DefaultValue("500ms") Duration target, @DefaultValue("750ms") Duration alert) {

		P95 {
			requireOrder("p95", target, alert, Duration.ZERO);
		}

	}

	/**
	 * Latency that 99 % of the requests stay within.
	 *
	 * @param target Latency beyond which it warns.
	 * @param alert Latency beyond which it fails.
	 */
	record P99(@DefaultValue("1000ms") Duration target, @DefaultValue("1500ms") Duration alert) {

		P99 {
			requireOrder("p99", target, alert, Duration.ZERO);
		}

	}

	/**
	 * Use of the processors.
	 *
	 * @param target Share beyond which it warns.
	 * @param alert Share beyond which it fails.
	 */
	record Cpu(@DefaultValue("0.7") double target, @DefaultValue("0.85") double alert) {

		Cpu {
			requireOrder("cpu", target, alert, 0.0);
		}

	}

	/**
	 * Use of the heap.
	 *
	 * @param target Share beyond which it warns.
	 * @param alert Share beyond which it fails.
	 */
	record Memory(@DefaultValue("0.8") double target, @DefaultValue("0.9") double alert) {

		Memory {
			requireOrder("memory", target, alert, 0.0);
		}

	}

	/**
	 * Use of the file descriptors.
	 *
	 * @param target Share beyond which it warns.
	 * @param alert Share beyond which it fails.
	 */
	record FileDescriptors(@DefaultValue("0.8") double target, @DefaultValue("0.9") double alert) {

		FileDescriptors {
			requireOrder("file-descriptors", target, alert, 0.0);
		}

	}

	/**
	 * Number of threads.
	 *
	 * @param target Number beyond which it warns.
	 * @param alert Number beyond which it fails.
	 */
	record Threads(@DefaultValue("1000") int target, @DefaultValue("5000") int alert) {

		Threads {
			requireOrder("threads", target, alert, 0);
		}

	}

	/**
	 * Objectives of a route.
	 *
	 * @param path Pattern of the path as in the controller, such as '/products/{id}'.
	 * @param successRate Share of its requests that must not be answered with a server
	 * error, in place of that of all requests.
	 * @param latency Latency that a share of its requests stays within, in place of those
	 * of all requests.
	 * @param share Share of its requests that stay within the latency.
	 */
	@ConfigurationPropertiesSource
	record Route(@Nullable String path, @Nullable Double successRate, @Nullable Duration latency,
			@DefaultValue("0.95") double share) {

		private void validate(String property) {
			requirePath(property + ".path", this.path);
			requireShare(property + ".share", this.share);
			if (this.successRate != null) {
				requireShare(property + ".success-rate", this.successRate);
			}
			if (this.latency != null && (this.latency.isNegative() || this.latency.isZero())) {
				throw new SelfTestConfigurationException(property + ".latency", this.latency, "greater than 0",
						"Write a latency such as 300ms.");
			}
		}

		private RequestObjectives orElse(RequestObjectives all) {
			double success = (this.successRate != null) ? this.successRate : all.successRate();
			Duration own = this.latency;
			return new RequestObjectives(success,
					(own != null) ? List.of(new LatencyObjective("latency", this.share, own, own)) : all.latencies());
		}

	}

	/**
	 * An objective over any meter.
	 *
	 * @param title Name for people.
	 * @param meter Name of the meter, such as 'orders.placed'.
	 * @param tags Tags that the meter must have.
	 * @param per What the value is taken as: 'minute' is the increase of a counter a
	 * minute, 'ratio' its increase by that of another meter, 'value' a gauge as it is.
	 * @param of Meter that a 'ratio' is of.
	 * @param ofTags Tags that the meter that a 'ratio' is of must have.
	 * @param minimum Value that must be reached.
	 * @param maximum Value that must not be passed.
	 * @param window Time that a rate or a ratio is looked at over.
	 * @param minimumSamples Increase of the meter that a 'ratio' is of below which it is
	 * not judged.
	 * @param canary Whether it decides rollouts: critical in the group 'canary', in place
	 * of degrading in 'continuous'.
	 */
	@ConfigurationPropertiesSource
	record Meter(@Nullable String title, @Nullable String meter, @DefaultValue Map<String, String> tags,
			@DefaultValue("value") Per per, @Nullable String of, @DefaultValue Map<String, String> ofTags,
			@Nullable Double minimum, @Nullable Double maximum, @DefaultValue("5m") Duration window,
			@DefaultValue("30") int minimumSamples, @DefaultValue("false") boolean canary) {

		private void validate(String property) {
			require(this.meter, property + ".meter", "the name of a meter",
					"Write a name that '/actuator/metrics' lists, such as 'orders.placed'.");
			if (this.per == Per.RATIO) {
				require(this.of, property + ".of", "the name of a meter", "Name the meter that the ratio is of.");
			}
			require((this.minimum != null) ? this.minimum : this.maximum, property + ".minimum",
					"set, unless 'maximum' is", "Say which values are good.");
			if (this.window.compareTo(Duration.ofMinutes(1)) < 0 || this.window.compareTo(Duration.ofHours(1)) > 0) {
				throw new SelfTestConfigurationException(property + ".window", this.window, "from 1m to 1h",
						"Write a duration such as 5m.");
			}
		}

		private static void require(@Nullable Object value, String property, String expected, String remedy) {
			if (value == null) {
				throw new SelfTestConfigurationException(property, null, expected, remedy);
			}
		}

		/**
		 * What a meter is taken as.
		 */
		enum Per {

			/**
			 * The increase a minute.
			 */
			MINUTE,

			/**
			 * The increase by that of another meter.
			 */
			RATIO,

			/**
			 * The value as it is.
			 */
			VALUE

		}

	}

}
