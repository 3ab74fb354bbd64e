package io.github.selftest.sample.partners;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import io.github.selftest.api.fallback.ProveFallback;

/**
 * Asks the hub for the state of a device, and says what it said last, and how long ago,
 * while it does not answer.
 */
@Component
@Profile("partners")
public class HubClient {

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	private final Clock clock = Clock.systemUTC();

	private final DeviceHub hub;

	private final RestClient client;

	HubClient(DeviceHub hub, RestClient.Builder builder) {
		this.hub = hub;
		this.client = builder.build();
	}

	@CircuitBreaker(name = "hub", fallbackMethod = "lastKnown")
	@ProveFallback(arguments = "sensor.greenhouse", within = "200ms")
	public Device device(String id) {
		JsonNode answer = this.client.get()
			.uri("http://127.0.0.1:%d/api/states/%s".formatted(this.hub.port(), id))
			.header("Authorization", "Bearer " + this.hub.token())
			.retrieve()
			.body(JsonNode.class);
		if (answer == null) {
			throw new IllegalStateException("the hub says nothing");
		}
		String state = answer.path("state").asString();
		learn(id, state);
		return new Device(id, state, "hub", 0);
	}

	public Device lastKnown(String id, Throwable cause) {
		Known last = this.known.get(id);
		if (last == null) {
			return new Device(id, "unknown", "last-known", -1);
		}
		return new Device(id, last.state(), "last-known",
				Duration.between(last.since(), this.clock.instant()).toSeconds());
	}

	void learn(String id, String state) {
		this.known.put(id, new Known(state, this.clock.instant()));
	}

	private record Known(String state, Instant since) {

	}

}
