package io.github.selftest.boot.check.httpcache;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.probe.ProbeIdentity;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.check.RequestRule;

/**
 * Signs the test users in. Nothing of what they are recognised by is published.
 */
final class Identities {

	private static final Logger logger = LoggerFactory.getLogger(Identities.class);

	private final Supplier<List<ProbeIdentity>> identities;

	private final LoopbackClientFactory clients;

	Identities(Supplier<List<ProbeIdentity>> identities, LoopbackClientFactory clients) {
		this.identities = identities;
		this.clients = clients;
	}

	/**
	 * Return what the users are recognised by.
	 * @param run the run, of which signing in is no part
	 * @return headers by name, those that can be sent
	 */
	Map<String, String> headers(CheckContext run) {
		LoopbackClient service = this.clients.create(new SilentRun(run));
		Map<String, String> headers = new LinkedHashMap<>();
		for (ProbeIdentity identity : this.identities.get()) {
			headersOf(identity, service).forEach((name, value) -> {
				if (RequestRule.HEADER_NAME.accepts(name) && RequestRule.SETTABLE_HEADER.accepts(name)
						&& RequestRule.HEADER_VALUE.accepts(value)) {
					headers.putIfAbsent(name, value);
				}
			});
		}
		return headers;
	}

	private static Map<String, String> headersOf(ProbeIdentity identity, LoopbackClient service) {
		try {
			return identity.headers(service);
		}
		catch (InterruptedException | CancellationException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while signing a test user in");
		}
		catch (FindingError | Exception ex) {
			logger.warn("No test user could be signed in for the probes of HTTP caching", ex);
			return Map.of();
		}
	}

}
