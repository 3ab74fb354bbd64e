package io.github.selftest.boot.notify;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a target is. Shows no more of itself than the host, as the path of a webhook is
 * its password.
 *
 * @param uri the address
 */
record Address(URI uri) {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	static Address of(String property, @Nullable String url) {
		if (url == null || url.isBlank()) {
			throw invalid(property, "nothing");
		}
		URI uri = parse(property, url.strip());
		String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
		if (!SCHEMES.contains(scheme)) {
			throw invalid(property, scheme.isEmpty() ? "an address without a scheme" : "the scheme '" + scheme + "'");
		}
		if (uri.getHost() == null) {
			throw invalid(property, "an address without a valid host");
		}
		if (uri.getRawUserInfo() != null) {
			throw new InvalidNotifyException(property, "an address with a user name", "an address without one",
					"Send the credentials in a header, such as 'Authorization'.");
		}
		return new Address(uri);
	}

	String host() {
		return (this.uri.getPort() < 0) ? this.uri.getHost() : this.uri.getHost() + ":" + this.uri.getPort();
	}

	@Override
	public String toString() {
		return host();
	}

	private static URI parse(String property, String url) {
		try {
			return URI.create(url);
		}
		catch (IllegalArgumentException ex) {
			// without the cause, whose message holds the address
			throw invalid(property, "no valid address");
		}
	}

	private static InvalidNotifyException invalid(String property, String seen) {
		return new InvalidNotifyException(property, seen, "an address such as https://alerts.example.org/hook",
				"Give the whole address, with http or https. It is not shown here, as it may be a secret.");
	}

}
