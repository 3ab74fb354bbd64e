package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Status;

/**
 * The answer to a request, with what is expected of it.
 */
final class OwnServerResponse implements Response {

	private static final int MAX_SHOWN = 80;

	private final OwnServerClient client;

	private final CheckContext run;

	private final String request;

	private final Answer answer;

	private final Duration latency;

	private boolean isParsed;

	private @Nullable Object document;

	OwnServerResponse(OwnServerClient client, CheckContext run, String request, HttpExchange.TimedAnswer timed) {
		this.client = client;
		this.run = run;
		this.request = request;
		this.answer = timed.answer();
		this.latency = timed.latency();
	}

	@Override
	public int status() {
		return this.answer.status();
	}

	@Override
	public List<String> headers(String name) {
		return List.copyOf(this.answer.headers(name));
	}

	@Override
	public String body() {
		return this.answer.body();
	}

	@Override
	public Duration latency() {
		return this.latency;
	}

	@Override
	public @Nullable Object json(String pointer) {
		requireReadableJson();
		return JsonPointer.parse(pointer).in(document("JSON"));
	}

	@Override
	public Response expectStatus(int... anyOf) {
		String expected = Arrays.stream(anyOf).mapToObj(Integer::toString).collect(Collectors.joining(" or "));
		boolean holds = Arrays.stream(anyOf).anyMatch((status) -> status == status());
		return report(holds, "status", "%s answered %d".formatted(this.request, status()), status(), expected);
	}

	@Override
	public Response expectHeader(String expectation) {
		Expectation expected = Expectation.ofHeader(expectation);
		List<String> values = headers(expected.subject());
		boolean holds = expected.holdsForHeader(values);
		return report(holds, "header",
				"Header '%s' of %s is %s".formatted(expected.subject(), this.request, asExpected(holds)),
				observed(expected, values), expected.expected());
	}

	@Override
	public Response expectJson(String expectation) {
		requireReadableJson();
		Expectation expected = Expectation.ofJson(expectation);
		Object value = expected.valueIn(document(expected.subject() + " " + expected.expected()));
		boolean holds = expected.holdsFor(value);
		return report(holds, "json",
				"Value at '%s' of %s is %s".formatted(expected.subject(), this.request, asExpected(holds)),
				observed(expected, value), expected.expected());
	}

	@Override
	public Response expectLatency(Duration limit) {
		boolean holds = this.latency.toMillis() <= limit.toMillis();
		return report(holds, "latency", "%s took %d ms".formatted(this.request, this.latency.toMillis()),
				this.latency.toMillis() + " ms", "at most %d ms".formatted(limit.toMillis()));
	}

	private Response report(boolean holds, String rule, String message, Object observed, Object expected) {
		Finding finding = Finding.of(holds ? Status.PASS : Status.FAIL, this.client.code(rule), message)
			.withValues(observed, expected);
		if (!holds) {
			throw new FindingError(finding);
		}
		this.run.record(finding);
		return this;
	}

	private void requireReadableJson() {
		if (!JsonText.isReadable()) {
			throw new FindingError(Finding
				.inconclusive(this.client.code("no-json-library"),
						"This service cannot read the JSON that %s may have answered".formatted(this.request))
				.withValues("no " + JsonText.LIBRARY, JsonText.LIBRARY)
				.withRemedy(JsonText.REMEDY));
		}
	}

	private @Nullable Object document(String expected) {
		if (!this.isParsed) {
			try {
				this.document = JsonText.parse(body());
				this.isParsed = true;
			}
			catch (IllegalArgumentException ex) {
				throw new FindingError(
						Finding.fail(this.client.code("json"), "%s answered no JSON".formatted(this.request))
							.withValues(contentType(), expected));
			}
		}
		return this.document;
	}

	private String contentType() {
		List<String> types = headers("Content-Type");
		List<String> encodings = headers("Content-Encoding");
		return "a body that is no JSON, "
				+ (types.isEmpty() ? "without a content type" : "declared as " + shortened(types.get(0)))
				+ (encodings.isEmpty() ? "" : ", encoded as " + shortened(encodings.get(0)));
	}

	private static String asExpected(boolean holds) {
		return holds ? "as expected" : "not as expected";
	}

	private static String observed(Expectation expected, List<String> values) {
		if (values.isEmpty()) {
			return "no such header";
		}
		return expected.isAbsence() ? "a value" : shown(expected.subject(), String.join(", ", values));
	}

	private static String observed(Expectation expected, @Nullable Object value) {
		if (value == null) {
			return "no value";
		}
		return shown(expected.subject(), expected.isAbsence() ? kindOf(value) : described(value));
	}

	private static String described(Object value) {
		if (value instanceof List<?> || value instanceof Map<?, ?>) {
			return kindOf(value);
		}
		return (value instanceof String) ? "\"" + value + "\"" : value.toString();
	}

	private static String kindOf(Object value) {
		if (value instanceof List<?> items) {
			return "a list of %d items".formatted(items.size());
		}
		if (value instanceof Map<?, ?> members) {
			return "an object of %d members".formatted(members.size());
		}
		if (value instanceof String text) {
			return String.format(Locale.ROOT, "a text of %,d characters", text.length());
		}
		return (value instanceof Number) ? "a number" : "a boolean";
	}

	private static String shown(String name, String value) {
		return Secrets.isSecretName(name) ? Secrets.MASK : shortened(value);
	}

	private static String shortened(String value) {
		return (value.length() <= MAX_SHOWN) ? value : value.substring(0, MAX_SHOWN - 1) + "\u2026";
	}

}
