package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.selftest.boot.check.ResponseLifetimes;

/**
 * Remembers for how long caches may go on with each resource, as its last answer has said
 * it. An error says nothing of that.
 */
final class SeenLifetimes implements ResponseLifetimes {

	private final Map<String, Duration> seen = new ConcurrentHashMap<>();

	@Override
	public Optional<Duration> longest(String resource) {
		return Optional.ofNullable(this.seen.get(resource));
	}

	void see(String resource, Evidence evidence) {
		evidence.exchange(Probe.PLAIN)
			.ifPresent((exchange) -> exchange.response()
				.filter(Response::isOk)
				.ifPresent((response) -> see(resource, Policy.of(exchange, response))));
	}

	private void see(String resource, Policy policy) {
		if (policy.leavesToGuess()) {
			this.seen.remove(resource);
		}
		else {
			this.seen.put(resource, policy.longestInUse());
		}
	}

}
