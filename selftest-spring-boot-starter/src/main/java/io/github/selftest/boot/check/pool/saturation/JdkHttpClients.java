package io.github.selftest.boot.check.pool.saturation;

import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

/**
 * Knows the HTTP client of the JDK, which keeps connections, bounds nothing and tells
 * nothing.
 */
final class JdkHttpClients implements HttpLibrary {

	@Override
	public boolean isPool(Object candidate) {
		return candidate instanceof HttpClient;
	}

	@Override
	public @Nullable Usage usage(Object pool) {
		return null;
	}

	@Override
	public Silence silence(String client) {
		return new Silence(("HTTP client '%s' of the JDK does not tell how many connections it has, and opens as many "
				+ "as are asked for: nobody waits for one")
			.formatted(client), null);
	}

}
