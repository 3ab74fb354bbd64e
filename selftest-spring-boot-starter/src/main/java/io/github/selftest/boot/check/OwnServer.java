package io.github.selftest.boot.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Knows where this very service listens: on its main port, and for Actuator perhaps on
 * another. Nothing that a check configures has a say in it.
 */
final class OwnServer {

	/** Where the service cannot know its port, the user tells it. */
	static final String PORT = "selftest.loopback.port";

	private static final InetAddress LOOPBACK = loopback();

	private static final String MAIN = "server";

	private static final String MANAGEMENT = "management.server";

	private final Environment environment;

	/** What the properties of the server start with. */
	private final String prefix;

	private OwnServer(Environment environment, String prefix) {
		this.environment = environment;
		this.prefix = prefix;
	}

	/**
	 * Return the server that takes the requests of users.
	 * @param environment the environment of the service
	 * @return the server
	 */
	static OwnServer main(Environment environment) {
		return new OwnServer(environment, MAIN);
	}

	/**
	 * Return the server that Actuator answers on, which is the main one unless it has a
	 * port of its own.
	 * @param environment the environment of the service
	 * @return the server
	 */
	static OwnServer management(Environment environment) {
		return new OwnServer(environment, MANAGEMENT);
	}

	/**
	 * Return where the service listens now.
	 * @return the place; empty while or when it listens on no port
	 */
	Optional<Place> place() {
		if (this.prefix.equals(MANAGEMENT) && isManagedOnMainPort()) {
			return main(this.environment).place();
		}
		Integer port = port();
		if (port == null || port < 1) {
			return Optional.empty();
		}
		Binder binder = Binder.get(this.environment);
		return Optional.of(new Place(new InetSocketAddress(address(binder), port), isSecure(binder), path(binder)));
	}

	// as Actuator itself decides it: a port that is set and another
	private boolean isManagedOnMainPort() {
		Integer configured = this.environment.getProperty("management.server.port", Integer.class);
		Integer mainPort = this.environment.getProperty("server.port", Integer.class, 8080);
		return configured == null || (configured > 0 && configured.equals(mainPort));
	}

	/**
	 * Return whether callers have to show a certificate.
	 * @return whether no connection comes about without
	 */
	boolean needsClientCertificate() {
		return "need".equalsIgnoreCase(this.environment.getProperty(this.prefix + ".ssl.client-auth"));
	}

	private @Nullable Integer port() {
		if (this.prefix.equals(MANAGEMENT)) {
			return this.environment.getProperty("local.management.port", Integer.class);
		}
		Integer known = this.environment.getProperty("local.server.port", Integer.class);
		return (known != null) ? known : this.environment.getProperty(PORT, Integer.class);
	}

	private InetAddress address(Binder binder) {
		InetAddress configured = binder.bind(this.prefix + ".address", InetAddress.class).orElse(null);
		return (configured != null && !configured.isAnyLocalAddress()) ? configured : LOOPBACK;
	}

	private boolean isSecure(Binder binder) {
		return binder.bind(this.prefix + ".ssl", Bindable.mapOf(String.class, Object.class)).isBound()
				&& !Boolean.FALSE.equals(binder.bind(this.prefix + ".ssl.enabled", Boolean.class).orElse(null));
	}

	private String path(Binder binder) {
		String property = this.prefix.equals(MAIN) ? "server.servlet.context-path" : "management.server.base-path";
		String path = binder.bind(property, String.class).orElse(null);
		return (path != null) ? encoded(property, StringUtils.trimTrailingCharacter(path.strip(), '/')) : "";
	}

	private static String encoded(String property, String path) {
		try {
			return new URI(null, null, path, null).toASCIIString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("'%s' is no path".formatted(property), ex);
		}
	}

	private static InetAddress loopback() {
		try {
			return InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("4 bytes are the length of an address", ex);
		}
	}

	/**
	 * Where the service listens.
	 *
	 * @param address an address of this host and the port
	 * @param secure whether it speaks TLS
	 * @param contextPath what all paths below it start with, encoded as it is to be sent
	 */
	record Place(InetSocketAddress address, boolean secure, String contextPath) {

		// without the scope of a link-local address, which no server knows
		String host() {
			String host = this.address.getAddress().getHostAddress().split("%", 2)[0];
			return ((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + ":" + this.address.getPort();
		}

	}

}
