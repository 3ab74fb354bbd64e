package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.selftest.boot.check.RawField;
import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of the checks of what the service promises to HTTP caches.
 *
 * @param enabled Whether the checks are in force.
 * @param tier How much is asked of a resource in one run, unless the resource says
 * another: 5, about 14, or all requests.
 * @param interval Time between two scheduled runs of a resource of the tier 'basic'.
 * @param timeout Time to wait for one answer.
 * @param maxBody Size of a body after which the rest of it is not read.
 * @param frameworkDefects What a defect means that is known to be one of Spring, Tomcat
 * or Jetty, and not of the service.
 * @param probeDiscovered Whether GET routes that are neither declared nor annotated are
 * probed, too.
 * @param observeHandlers Whether the service looks from inside at the requests of the
 * probes: which headers the application reads, whether a session is created, and the time
 * that a 304 saves.
 * @param vary Headers that are varied one by one in the tier 'deep', with the value to
 * send. Replaces the default ones.
 * @param resources Resources by name, each with a path that GET may ask without changing
 * anything.
 * @param ignore Rules that are ignored for a time.
 * @param peer Another instance of the service to compare with.
 * @param passive Counting of the conditional requests of users.
 */
@ConfigurationProperties(prefix = "selftest.check.http-cache", ignoreUnknownFields = false)
record HttpCacheCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue("standard") Tier tier,
		@DefaultValue("15m") Duration interval, @DefaultValue("2s") Duration timeout,
		@DefaultValue("1MB") DataSize maxBody, @DefaultValue("warn") Defects frameworkDefects,
		@DefaultValue("false") boolean probeDiscovered, @DefaultValue("false") boolean observeHandlers,
		@Nullable Map<String, String> vary, @DefaultValue Map<String, Declared> resources,
		@DefaultValue List<Ignored> ignore, @DefaultValue Peer peer, @DefaultValue Passive passive) {

	private static final String PREFIX = "selftest.check.http-cache.";

	HttpCacheCheckProperties {
		requirePositive("interval", interval);
		requirePositive("timeout", timeout);
		if (maxBody.toBytes() < 1) {
			throw new SelfTestConfigurationException(PREFIX + "max-body", maxBody, "a size greater than 0",
					"Write a size such as 1MB.");
		}
		if (vary != null) {
			vary.forEach(HttpCacheCheckProperties::requireSendable);
		}
	}

	ProbeSettings settings() {
		return new ProbeSettings(this.timeout, this.maxBody, (this.vary != null) ? this.vary : variedByDefault());
	}

	private static void requirePositive(String name, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new SelfTestConfigurationException(PREFIX + name, value, "a duration longer than 0",
					"Write a duration such as 500ms, 30s or 2m.");
		}
	}

	private static void requireSendable(String name, String value) {
		if (!new RawField(name, value).isSendable()) {
			throw new SelfTestConfigurationException(PREFIX + "vary." + name,
					"a text that is not shown, as it may be a secret",
					"a header that is not set by the client itself, with a value of visible characters",
					"Correct name and value. A 'User-Agent' starts with 'SyntheticMonitor/1.0'.");
		}
	}

	private static Map<String, String> variedByDefault() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Origin", "https://selftest.invalid");
		headers.put("Accept", "*/*;q=0.5");
		headers.put("Accept-Language", "eo");
		headers.put("Cookie", "selftest=1");
		headers.put("User-Agent", "SyntheticMonitor/1.0 (Mobile)");
		headers.put("X-Forwarded-Proto", "https");
		return headers;
	}

	/**
	 * What a defect of a framework means.
	 */
	enum Defects {

		/** It warns. */
		WARN,

		/** It fails. */
		FAIL

	}

	/**
	 * A resource.
	 *
	 * @param title Name for people.
	 * @param path Path and query below the context path, encoded as it is to be sent.
	 * Variables such as '{id}' get their value from a bean of type 'PathVariableValues'.
	 * @param tier How much is asked in one run.
	 * @param versioned Whether the path names the version of the content, as a hash does.
	 * Found out from the path unless set. Where it is set and Spring knows a versioned
	 * path for this one, that is asked.
	 * @param missingPath Path that is answered with 404, which is
	 * '/selftest-no-such-resource' below the path unless set.
	 * @param expect What the author promises to caches.
	 */
	@ConfigurationPropertiesSource
	record Declared(@Nullable String title, @Nullable String path, @Nullable Tier tier, @Nullable Boolean versioned,
			@Nullable String missingPath, @DefaultValue Expect expect) {

	}

	/**
	 * What the author promises to caches.
	 *
	 * @param minTtl Shortest time for which a cache may use it.
	 * @param maxTtl Longest time for which a cache may use it.
	 * @param staleWhileRevalidate Time for which it may be served stale at least.
	 * @param storage Who may store it.
	 */
	record Expect(@Nullable Duration minTtl, @Nullable Duration maxTtl, @Nullable Duration staleWhileRevalidate,
			Expectations.@Nullable Storage storage) {

	}

	/**
	 * A rule that is ignored for a time.
	 *
	 * @param rule Code of the finding without 'http-cache.', such as 'if-range-stale'.
	 * @param resource Name of the resource for which it is ignored, all unless set.
	 * @param reason Reason why the finding is acceptable.
	 * @param until Last day on which the rule is ignored, such as '2030-12-31'.
	 */
	@ConfigurationPropertiesSource
	record Ignored(@Nullable String rule, @Nullable String resource, @Nullable String reason, @Nullable String until) {

	}

	/**
	 * Another instance of the service.
	 *
	 * @param url URL below which it has the same paths, such as
	 * 'https://staging.example.org/shop'. Nothing is compared unless set.
	 */
	record Peer(@Nullable String url) {

	}

	/**
	 * Counting of the conditional requests of users.
	 *
	 * @param enabled Whether conditional requests of users are counted by route, and how
	 * many of them are answered with 304.
	 * @param window Time over which they are counted.
	 * @param minRequests Number of conditional requests that a route must have had in the
	 * window before it is judged.
	 * @param minShare Smallest share of them that is to be answered with 304, from 0 to
	 * 1.
	 */
	record Passive(@DefaultValue("false") boolean enabled, @DefaultValue("10m") Duration window,
			@DefaultValue("100") int minRequests, @DefaultValue("0.05") double minShare) {

		private static final Duration SHORTEST = Duration.ofMinutes(1);

		private static final Duration LONGEST = Duration.ofDays(1);

		Passive {
			if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
				throw new SelfTestConfigurationException(PREFIX + "passive.window", window,
						"a duration between 1 minute and 1 day", "Write a duration such as 10m or 1h.");
			}
			if (minRequests < 1) {
				throw new SelfTestConfigurationException(PREFIX + "passive.min-requests", minRequests,
						"a number greater than 0", "Write a number such as 100.");
			}
			if (!(minShare >= 0 && minShare <= 1)) {
				throw new SelfTestConfigurationException(PREFIX + "passive.min-share", minShare,
						"a number between 0 and 1", "Write a share such as 0.05, which is 5 percent.");
			}
		}

	}

}
