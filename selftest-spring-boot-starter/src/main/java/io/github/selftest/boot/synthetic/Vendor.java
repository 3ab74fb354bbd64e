package io.github.selftest.boot.synthetic;

import java.util.Collections;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Monitors that are known by what they send. Anybody can send the same, so that it proves
 * nothing.
 */
enum Vendor {

	DATADOG, NEW_RELIC, CLOUDWATCH, GRAFANA, K6, BAGGAGE;

	private static final Vendor[] ALL = values();

	static @Nullable Vendor of(HttpServletRequest request) {
		for (Vendor vendor : ALL) {
			if (vendor.isMarkedIn(request)) {
				return vendor;
			}
		}
		return null;
	}

	private boolean isMarkedIn(HttpServletRequest request) {
		return switch (this) {
			case DATADOG ->
				request.getHeader("sec-datadog") != null || "synthetics".equals(request.getHeader("x-datadog-origin"))
						|| isAgent(request, "Datadog/Synthetics") || isAgent(request, "DatadogSynthetics");
			case NEW_RELIC -> request.getHeader("X-NewRelic-Synthetics") != null;
			case CLOUDWATCH -> isAgent(request, "CloudWatchSynthetics");
			case GRAFANA -> request.getHeader("x-sm-id") != null;
			case K6 -> isAgent(request, "k6/");
			case BAGGAGE -> Collections.list(request.getHeaders("baggage"))
				.stream()
				.anyMatch((baggage) -> baggage.contains("synthetic_request=true"));
		};
	}

	/**
	 * Return the name, as meters and log lines show it.
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static boolean isAgent(HttpServletRequest request, String part) {
		String agent = request.getHeader("User-Agent");
		return agent != null && agent.contains(part);
	}

}
