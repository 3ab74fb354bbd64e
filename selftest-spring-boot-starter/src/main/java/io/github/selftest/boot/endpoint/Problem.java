package io.github.selftest.boot.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is no verdict. Names what was seen and what was expected, both cut and
 * without markup.
 */
final class Problem extends RuntimeException {

	private static final int MAX_SEEN = 100;

	private static final int MAX_EXPECTED = 400;

	private final int status;

	private final String error;

	private final String observed;

	private final String expected;

	private final @Nullable String parameter;

	private final @Nullable String allow;

	private Problem(int status, String error, String observed, String expected, @Nullable String parameter,
			@Nullable String allow) {
		super(error, null, false, false);
		this.status = status;
		this.error = error;
		this.observed = observed;
		this.expected = expected;
		this.parameter = parameter;
		this.allow = allow;
	}

	static Problem badParameter(String parameter, String observed, String expected) {
		return new Problem(400, "bad-parameter", observed, expected, parameter, null);
	}

	static Problem forbidden(String error, String observed, String expected) {
		return new Problem(403, error, observed, expected, null, null);
	}

	static Problem unknown(String what, String observed, Collection<String> known) {
		return new Problem(404, "unknown-" + what, observed, listed(known), null, null);
	}

	static Problem unknownPath(List<String> path) {
		return new Problem(404, "unknown-path", "%d path segments".formatted(path.size()),
				"the endpoint, one group below it, or one check below the group", null, null);
	}

	static Problem notAllowed(String error, String method, String expected, String allow) {
		return new Problem(405, error, method, expected, null, allow);
	}

	static Problem unsupportedType(String contentType) {
		return unsupportedType(contentType, "application/json, a type that ends with +json, or no content type");
	}

	static Problem unsupportedType(String contentType, String expected) {
		return new Problem(415, "unsupported-content-type", contentType, expected, null, null);
	}

	static Problem tooMany(String observed, String expected) {
		return new Problem(409, "too-many", observed, expected, null, null);
	}

	static Problem unavailable(String error, String observed, String expected) {
		return new Problem(503, error, observed, expected, null, null);
	}

	int status() {
		return this.status;
	}

	Map<String, String> headers() {
		return (this.allow != null) ? Map.of("Allow", this.allow) : Map.of();
	}

	Map<String, Object> toMap(List<String> path) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("status", this.status);
		body.put("error", this.error);
		body.put("path", Text.harmless("/" + String.join("/", path), MAX_SEEN));
		if (this.parameter != null) {
			body.put("parameter", Text.harmless(this.parameter, MAX_SEEN));
		}
		body.put("observed", Text.harmless(this.observed, MAX_SEEN));
		body.put("expected", Text.harmless(this.expected, MAX_EXPECTED));
		return body;
	}

	private static String listed(Collection<String> known) {
		return known.isEmpty() ? "none is defined" : "one of " + String.join(", ", known);
	}

}
