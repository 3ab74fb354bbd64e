package io.github.selftest.sample.partners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hub of the devices in the greenhouse, which speaks as Home Assistant does:
 * {@code GET /api/states/{entity}} with a bearer token, and {@code /api/websocket} with
 * sign-in, {@code subscribe_events} and {@code call_service}.
 */
public final class DeviceHub extends Partner {

	private final String token = UUID.randomUUID().toString();

	private final Map<String, String> states = new ConcurrentHashMap<>(
			Map.of("switch.irrigation", "off", "sensor.greenhouse", "21"));

	private final Set<Connection> subscribers = ConcurrentHashMap.newKeySet();

	/**
	 * Return the token that the hub takes.
	 * @return the token
	 */
	String token() {
		return this.token;
	}

	@Override
	void customize(TomcatServletWebServerFactory server) {
		server.addContextCustomizers((context) -> context.addServletContainerInitializer(new WsSci(), null));
	}

	@Override
	void register(ServletWebServerApplicationContext context) {
		context.registerBean("hub", ServletRegistrationBean.class,
				() -> new ServletRegistrationBean<>(new StatesServlet(), "/api/*"));
	}

	@Override
	void started(ServletContext servletContext) {
		Object container = servletContext.getAttribute(ServerContainer.class.getName());
		if (!(container instanceof ServerContainer webSockets)) {
			throw new IllegalStateException("Tomcat has no WebSockets");
		}
		try {
			webSockets.addEndpoint(ServerEndpointConfig.Builder.create(Connection.class, "/api/websocket")
				.configurator(new Connections())
				.build());
		}
		catch (DeploymentException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Take the hub away, with all its connections.
	 */
	public void leave() {
		stop();
		this.subscribers.clear();
	}

	/**
	 * Let the hub come back, on the same port.
	 */
	public void comeBack() {
		start();
	}

	/**
	 * Let a device have another state, as somebody in the greenhouse does.
	 * @param entity the device
	 * @param state its state
	 */
	public void change(String entity, String state) {
		this.states.put(entity, state);
		this.subscribers.forEach((subscriber) -> subscriber.tell(entity, state));
	}

	/**
	 * Answers whoever asks for a state.
	 */
	private final class StatesServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			String entity = request.getPathInfo().replaceFirst("^/states/", "");
			String state = DeviceHub.this.states.get(entity);
			if (!("Bearer " + DeviceHub.this.token).equals(request.getHeader("Authorization"))) {
				response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
			}
			else if (state == null) {
				response.setStatus(HttpServletResponse.SC_NOT_FOUND);
			}
			else {
				response.setContentType("application/json");
				response.getOutputStream()
					.write(JsonMapper.shared()
						.writeValueAsString(Map.of("entity_id", entity, "state", state))
						.getBytes(StandardCharsets.UTF_8));
			}
		}

	}

	/**
	 * Makes connections that know the hub.
	 */
	private final class Connections extends ServerEndpointConfig.Configurator {

		@Override
		public <T> T getEndpointInstance(Class<T> type) {
			return type.cast(new Connection());
		}

	}

	/**
	 * One connection.
	 */
	private final class Connection extends Endpoint implements MessageHandler.Whole<String> {

		private @Nullable Session session;

		private boolean signedIn;

		private volatile int subscription;

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			this.session = session;
			session.addMessageHandler(this);
			send(Map.of("type", "auth_required"));
		}

		@Override
		public void onMessage(String text) {
			JsonNode message = JsonMapper.shared().readTree(text);
			String type = message.path("type").asString();
			if (!this.signedIn) {
				signIn(type, message);
				return;
			}
			int id = message.path("id").asInt();
			if (type.equals("subscribe_events")) {
				this.subscription = id;
				DeviceHub.this.subscribers.add(this);
			}
			else if (type.equals("call_service")) {
				String service = message.path("service").asString();
				change(message.path("target").path("entity_id").asString(), service.equals("turn_on") ? "on" : "off");
			}
			send(Map.of("id", id, "type", "result", "success", true));
		}

		private void signIn(String type, JsonNode message) {
			this.signedIn = type.equals("auth") && message.path("access_token").asString().equals(DeviceHub.this.token);
			send(Map.of("type", this.signedIn ? "auth_ok" : "auth_invalid"));
		}

		void tell(String entity, String state) {
			send(Map.of("id", this.subscription, "type", "event", "event", Map.of("event_type", "state_changed", "data",
					Map.of("entity_id", entity, "new_state", Map.of("entity_id", entity, "state", state)))));
		}

		private synchronized void send(Map<String, ?> message) {
			Session open = this.session;
			if (open == null) {
				return;
			}
			try {
				open.getBasicRemote().sendText(JsonMapper.shared().writeValueAsString(message));
			}
			catch (IOException | IllegalStateException ex) {
				DeviceHub.this.subscribers.remove(this);
			}
		}

	}

}
