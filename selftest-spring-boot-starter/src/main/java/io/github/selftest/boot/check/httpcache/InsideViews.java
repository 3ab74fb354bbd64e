package io.github.selftest.boot.check.httpcache;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The requests of probes that are looked at from inside. Each is known by a name that
 * nobody can guess and that is good once, so that no visitor can have a request watched.
 */
final class InsideViews {

	static final String HEADER = "X-Selftest-Probe";

	private final Map<String, InsideView> expected = new ConcurrentHashMap<>();

	/**
	 * Expect a request.
	 * @return the name that it has to carry
	 */
	String expect() {
		String name = UUID.randomUUID().toString();
		this.expected.put(name, new InsideView());
		return name;
	}

	@Nullable InsideView find(String name) {
		return this.expected.get(name);
	}

	/**
	 * Return what was seen, and expect the request no more.
	 * @param name the name of the request
	 */
	@Nullable InsideView take(String name) {
		return this.expected.remove(name);
	}

}
