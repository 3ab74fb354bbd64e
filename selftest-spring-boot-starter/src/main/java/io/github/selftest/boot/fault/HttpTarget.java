package io.github.selftest.boot.fault;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Names what an HTTP call is for, as points do.
 */
final class HttpTarget {

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	private HttpTarget() {
	}

	static @Nullable String of(URI uri) {
		String host = uri.getHost();
		if (host == null) {
			return null;
		}
		int usual = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
		return host.toLowerCase(Locale.ROOT) + ":" + ((uri.getPort() >= 0) ? uri.getPort() : usual);
	}

}
