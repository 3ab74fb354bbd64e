package io.github.selftest.sample.partners;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears of each change of a device from the hub, and sends commands. Connects again each
 * half second while the hub is away.
 */
@Component
@Profile("partners")
public class HubConnection implements SmartLifecycle {

	private static final long RECONNECT_MILLIS = 500;

	private final AtomicInteger ids = new AtomicInteger();

	private final HttpClient client = HttpClient.newHttpClient();

	private final DeviceHub hub;

	private final HubClient states;

	private volatile boolean running;

	private volatile @Nullable WebSocket socket;

	HubConnection(DeviceHub hub, HubClient states) {
		this.hub = hub;
		this.states = states;
	}

	public boolean isConnected() {
		return this.socket != null;
	}

	/**
	 * Command a device.
	 * @param entity the device
	 * @param service what it is to do: {@code turn_on} or {@code turn_off}
	 */
	public void call(String entity, String service) {
		WebSocket connected = this.socket;
		if (connected == null) {
			throw new IllegalStateException("the hub is away");
		}
		send(connected, Map.of("id", this.ids.incrementAndGet(), "type", "call_service", "domain", "switch", "service",
				service, "target", Map.of("entity_id", entity)));
	}

	@Override
	public void start() {
		this.running = true;
		connect();
	}

	@Override
	public void stop() {
		this.running = false;
		WebSocket connected = this.socket;
		if (connected != null) {
			connected.abort();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void connect() {
		if (this.running) {
			CompletableFuture<WebSocket> unused = this.client.newWebSocketBuilder()
				.buildAsync(URI.create("ws://127.0.0.1:%d/api/websocket".formatted(this.hub.port())), new Events())
				.whenComplete((opened, failure) -> {
					if (failure != null) {
						lost();
					}
				});
		}
	}

	private void lost() {
		this.socket = null;
		CompletableFuture.delayedExecutor(RECONNECT_MILLIS, TimeUnit.MILLISECONDS).execute(this::connect);
	}

	private static void send(WebSocket socket, Map<String, ?> message) {
		CompletableFuture<WebSocket> unused = socket.sendText(JsonMapper.shared().writeValueAsString(message), true);
	}

	/**
	 * What the hub says.
	 */
	private final class Events implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				JsonNode message = JsonMapper.shared().readTree(this.text.toString());
				this.text.setLength(0);
				received(socket, message);
			}
			socket.request(1);
			return null;
		}

		private void received(WebSocket from, JsonNode message) {
			switch (message.path("type").asString()) {
				case "auth_required" ->
					send(from, Map.of("type", "auth", "access_token", HubConnection.this.hub.token()));
				case "auth_ok" -> {
					send(from, Map.of("id", HubConnection.this.ids.incrementAndGet(), "type", "subscribe_events",
							"event_type", "state_changed"));
					HubConnection.this.socket = from;
				}
				case "event" -> {
					JsonNode state = message.path("event").path("data").path("new_state");
					HubConnection.this.states.learn(state.path("entity_id").asString(), state.path("state").asString());
				}
				default -> {
				}
			}
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
			lost();
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			lost();
		}

	}

}
