package io.github.selftest.boot.check.security;

import java.util.Set;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.LoopbackClient.Request;
import io.github.selftest.api.LoopbackClient.Response;

/**
 * Asks for a page as the browser of a visitor does who has not signed in, over TLS if
 * visitors come that way.
 */
final class Visitor {

	static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";

	static final String JSON = "application/json";

	private static final Set<String> FORWARDING = Set.of("native", "framework");

	private final Settings settings;

	Visitor(Settings settings) {
		this.settings = settings;
	}

	Answer get(CheckContext context, ProbePath path, String accept) {
		boolean isForwarded = isForwarded();
		Request request = context.loopback().get(path.target()).header("Accept", accept);
		if (isForwarded) {
			request.header("X-Forwarded-Proto", "https");
		}
		Response response = request.send();
		return new Answer("GET '%s'".formatted(path), response, isForwarded || isTls());
	}

	/**
	 * Return whether a proxy that speaks TLS is declared. A platform on which Boot
	 * assumes one is no evidence.
	 */
	private boolean isForwarded() {
		return FORWARDING.contains(this.settings.text("server.forward-headers-strategy"));
	}

	private boolean isTls() {
		return this.settings.isAnySetBelow("server.ssl") && !this.settings.isFalse("server.ssl.enabled");
	}

}
