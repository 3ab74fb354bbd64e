package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of kind {@code fallback}.
 *
 * @param enabled Whether breakers and fallbacks of Resilience4j are looked at.
 * @param window Time over which the share of calls that fell back is taken.
 * @param minimumCalls Calls in the window from which the share tells something.
 * @param warnAboveShare Share of calls that fell back above which to warn, between 0 and
 * 1.
 * @param warnAboveSlowShare Share of slow calls in the window of a breaker above which to
 * warn, between 0 and 1.
 * @param proof Proofs of fallbacks.
 */
@ConfigurationProperties(prefix = "selftest.check.fallback", ignoreUnknownFields = false)
record FallbackCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10m") Duration window,
		@DefaultValue("20") int minimumCalls, @DefaultValue("0.05") double warnAboveShare,
		@DefaultValue("0.5") double warnAboveSlowShare, @DefaultValue Proof proof) {

	private static final String PREFIX = "selftest.check.fallback.";

	FallbackCheckProperties {
		if (window.isZero() || window.isNegative()) {
			throw new SelfTestConfigurationException(PREFIX + "window", window, "a duration greater than 0",
					"Give a duration such as 10m.");
		}
		if (minimumCalls < 1) {
			throw new SelfTestConfigurationException(PREFIX + "minimum-calls", minimumCalls, "at least 1",
					"Give a number such as 20.");
		}
		requireShare("warn-above-share", warnAboveShare);
		requireShare("warn-above-slow-share", warnAboveSlowShare);
	}

	private static void requireShare(String property, double share) {
		if (!(share >= 0 && share <= 1)) {
			throw new SelfTestConfigurationException(PREFIX + property, share, "a share between 0 and 1",
					"Give a number such as 0.05 for 5 %.");
		}
	}

	/**
	 * Proofs of fallbacks.
	 *
	 * @param enabled Whether declared fallbacks can be proven, by an interceptor around
	 * the methods that have one.
	 * @param decorators Whether fallbacks of calls that are decorated by hand can be
	 * proven, by registries that hand out instances which stand before the real ones.
	 * @param requests Proofs by name, each a signed request of this service to itself
	 * with a fault.
	 */
	record Proof(@DefaultValue("false") boolean enabled, @DefaultValue("false") boolean decorators,
			@DefaultValue Map<String, RequestProof> requests) {

		Proof {
			requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
			requests.forEach((name, request) -> {
				require(name, "path", request.path());
				require(name, "tenant", request.tenant());
				require(name, "fault", request.fault());
			});
		}

		private static void require(String name, String part, @Nullable String value) {
			if (value == null || value.isBlank()) {
				throw new SelfTestConfigurationException(PREFIX + "proof.requests." + name + "." + part, "nothing",
						"a " + part, "Name the path to ask for, the sandbox tenant and the fault.");
			}
		}

	}

	/**
	 * A signed request of this service to itself.
	 *
	 * @param path Path and query below the context path, which must be safe to ask for.
	 * @param tenant Sandbox tenant of the request.
	 * @param fault Fault that it asks for, such as 'inventory=error'.
	 * @param status Status that is expected.
	 * @param within Longest time for the answer, any unless set.
	 * @param json Expectations of values in a JSON body, such as '/source == cache'.
	 */
	@ConfigurationPropertiesSource
	record RequestProof(@Nullable String path, @Nullable String tenant, @Nullable String fault,
			@DefaultValue("200") int status, @Nullable Duration within, @DefaultValue List<String> json) {

	}

}
