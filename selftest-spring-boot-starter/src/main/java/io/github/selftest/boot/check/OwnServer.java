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
 * Knows where this very service listens. Nothing that a check configures has a say in it.
 */
final class OwnServer {

	/** Where the service cannot know its port, the user tells it. */
	static final String PORT = "selftest.loopback.port";

	private static final InetAddress LOOPBACK = loopback();

	private final Environment environment;

	OwnServer(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return where the service listens now.
	 * @return the place; empty while or when it listens on no port
	 */
	Optional<Place> place() {
		Integer port = port();
		if (port == null || port < 1) {
			return Optional.empty();
		}
		Binder binder = Binder.get(this.environment);
		return Optional
			.of(new Place(new InetSocketAddress(address(binder), port), isSecure(binder), contextPath(binder)));
	}

	/**
	 * Return whether callers have to show a certificate.
	 * @return whether no connection comes about without
	 */
	boolean needsClientCertificate() {
		return "need".equalsIgnoreCase(this.environment.getProperty("server.ssl.client-auth"));
	}

	private @Nullable Integer port() {
		Integer known = this.environment.getProperty("local.server.port", Integer.class);
		return (known != null) ? known : this.environment.getProperty(PORT, Integer.class);
	}

	private static InetAddress address(Binder binder) {
		InetAddress configured = binder.bind("server.address", InetAddress.class).orElse(null);
		return (configured != null && !configured.isAnyLocalAddress()) ? configured : LOOPBACK;
	}

	private static boolean isSecure(Binder binder) {
		return binder.bind("server.ssl", Bindable.mapOf(String.class, Object.class)).isBound()
				&& !Boolean.FALSE.equals(binder.bind("server.ssl.enabled", Boolean.class).orElse(null));
	}

	private static String contextPath(Binder binder) {
		String path = binder.bind("server.servlet.context-path", String.class).orElse(null);
		return (path != null) ? encoded(StringUtils.trimTrailingCharacter(path.strip(), '/')) : "";
	}

	private static String encoded(String path) {
		try {
			return new URI(null, null, path, null).toASCIIString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("'server.servlet.context-path' is no path", ex);
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
	 * @param contextPath what all its paths start with, encoded as it is to be sent
	 */
	record Place(InetSocketAddress address, boolean secure, String contextPath) {

		// without the scope of a link-local address, which no server knows
		String host() {
			String host = this.address.getAddress().getHostAddress().split("%", 2)[0];
			return ((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + ":" + this.address.getPort();
		}

	}

}
