package io.github.selftest.boot.check.security;

import java.net.InetAddress;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;

/**
 * Who reaches the Actuator endpoints, as far as can be told without a request.
 */
enum ActuatorAudience {

	/**
	 * There is no port for them.
	 */
	NOBODY("Actuator has no port"),

	/**
	 * The port is bound to the loopback address.
	 */
	THIS_HOST("only this host reaches the port"),

	/**
	 * Requests pass the filter of Spring Security. What it lets through is not known.
	 */
	FILTERED("a filter chain of Spring Security is before them"),

	/**
	 * Nothing that is known of stands between a caller and the endpoints.
	 */
	ANYBODY("whoever reaches the port reaches them");

	/** The filter of the main port; Boot puts the same before a separate one. */
	private static final String SECURITY_FILTER = "springSecurityFilterChain";

	private final String description;

	ActuatorAudience(String description) {
		this.description = description;
	}

	static ActuatorAudience of(Environment environment, BeanFactory beans) {
		ManagementPortType port = ManagementPortType.get(environment);
		if (port == ManagementPortType.DISABLED) {
			return NOBODY;
		}
		if (isLoopback(environment, (port == ManagementPortType.SAME) ? "server" : "management")) {
			return THIS_HOST;
		}
		return beans.containsBean(SECURITY_FILTER) ? FILTERED : ANYBODY;
	}

	/**
	 * Return whether a server of ours is bound to the loopback address. In a container of
	 * somebody else the property has no meaning.
	 */
	private static boolean isLoopback(Environment environment, String server) {
		if (!environment.containsProperty("local.%s.port".formatted(server))) {
			return false;
		}
		String property = server.equals("server") ? "server.address" : "management.server.address";
		InetAddress address = new Settings(environment).get(property, InetAddress.class);
		return address != null && address.isLoopbackAddress();
	}

	@Override
	public String toString() {
		return this.description;
	}

}
