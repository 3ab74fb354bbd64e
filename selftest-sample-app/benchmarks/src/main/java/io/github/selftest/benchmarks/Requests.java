package io.github.selftest.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Single requests, beside the load.
 */
final class Requests {

	private static final int TIMEOUT_MILLIS = 5000;

	private static final int ATTEMPTS = 300;

	private Requests() {
	}

	static void awaitOk(int port, String path) throws IOException {
		int status = 0;
		for (int i = 0; i < ATTEMPTS && status != HttpURLConnection.HTTP_OK; i++) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			status = get(port, path);
		}
		if (status != HttpURLConnection.HTTP_OK) {
			throw new IOException("expected 200 from '%s' but was %d".formatted(path, status));
		}
	}

	static int get(int port, String path) throws IOException {
		return send("GET", port, path);
	}

	static int post(int port, String path) throws IOException {
		return send("POST", port, path);
	}

	private static int send(String method, int port, String path) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path)
			.toURL()
			.openConnection();
		connection.setConnectTimeout(TIMEOUT_MILLIS);
		connection.setReadTimeout(TIMEOUT_MILLIS);
		connection.setRequestMethod(method);
		try {
			return connection.getResponseCode();
		}
		finally {
			connection.disconnect();
		}
	}

}
