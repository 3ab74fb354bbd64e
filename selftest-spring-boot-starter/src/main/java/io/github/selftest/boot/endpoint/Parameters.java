package io.github.selftest.boot.endpoint;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, parsed from the raw query: asking the container for
 * a parameter may read the body. Unknown parameters are passed over, as monitors add
 * something to get past caches.
 */
final class Parameters {

	private static final Parameters NONE = new Parameters(Duration.ZERO);

	private final Duration longestWait;

	private HttpMode http = HttpMode.GATE;

	private @Nullable Boolean compact;

	private boolean inconclusivePasses;

	private @Nullable String as;

	private @Nullable Duration waiting;

	private @Nullable Problem problem;

	private Parameters(Duration longestWait) {
		this.longestWait = longestWait;
	}

	static Parameters parse(@Nullable String query, Duration longestWait) {
		if (query == null || query.isEmpty()) {
			return NONE;
		}
		Parameters parameters = new Parameters(longestWait);
		parameters.parse(query);
		return parameters;
	}

	/**
	 * Return what the status of the answer is to say; known as far as it was parsed, even
	 * when there is a problem.
	 * @return the mode
	 */
	HttpMode http() {
		return this.http;
	}

	boolean isCompact() {
		return (this.compact != null) ? this.compact : this.http == HttpMode.REPORT;
	}

	boolean inconclusivePasses() {
		return this.inconclusivePasses;
	}

	/**
	 * Return the name of the form that is asked for, whatever the caller accepts.
	 * @return the name as it was given, or {@code null}
	 */
	@Nullable String as() {
		return this.as;
	}

	@Nullable Duration waiting() {
		return this.waiting;
	}

	void requireValid() {
		if (this.problem != null) {
			throw this.problem;
		}
	}

	private void parse(String query) {
		Set<String> seen = new HashSet<>();
		for (String pair : query.split("&", -1)) {
			int equals = pair.indexOf('=');
			String name = (equals < 0) ? pair : pair.substring(0, equals);
			try {
				parse(decoded(name, name), decoded(name, (equals < 0) ? "" : pair.substring(equals + 1)), seen);
			}
			catch (Problem ex) {
				this.problem = (this.problem != null) ? this.problem : ex;
			}
		}
	}

	private void parse(String name, String value, Set<String> seen) {
		switch (name) {
			case "http" -> {
				this.http = httpMode(value);
			}
			case "detail" -> {
				this.compact = oneOf(name, value, "full", "compact").equals("compact");
			}
			case "inconclusive" -> {
				this.inconclusivePasses = oneOf(name, value, "pass").equals("pass");
			}
			case "as" -> {
				this.as = value;
			}
			case "wait" -> {
				this.waiting = WaitParser.parse(value, this.longestWait);
			}
			default -> {
				return;
			}
		}
		if (!seen.add(name)) {
			throw Problem.badParameter(name, "given more than once", "given at most once");
		}
	}

	private static HttpMode httpMode(String value) {
		return switch (oneOf("http", value, "gate", "report", "rollback")) {
			case "report" -> HttpMode.REPORT;
			case "rollback" -> HttpMode.ROLLBACK;
			default -> HttpMode.GATE;
		};
	}

	private static String oneOf(String name, String value, String... expected) {
		if (!Set.of(expected).contains(value)) {
			throw Problem.badParameter(name, value, String.join(", ", expected));
		}
		return value;
	}

	private static String decoded(String name, String text) {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw Problem.badParameter(name, text, "percent signs that are followed by two hexadecimal digits");
		}
	}

}
