package io.github.selftest.boot.check.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.boot.check.Expectation;
import io.github.selftest.boot.check.JsonText;
import io.github.selftest.boot.check.RequestRule;
import io.github.selftest.boot.check.Secrets;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.http.HttpCheckProperties.Declared;
import io.github.selftest.boot.check.http.HttpCheckProperties.Expect;
import io.github.selftest.boot.check.http.HttpCheckProperties.Request;

/**
 * Reads one declared check, and tells what is wrong with it by the full name of the
 * property. Bodies and values of headers may be secrets and are never shown.
 */
final class HttpCheckReader {

	private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9._\\[\\]-]{1,100})[^}]*}");

	private final String property;

	private final String id;

	private final Declared declared;

	HttpCheckReader(String id, Declared declared) {
		this.property = "selftest.check.http.checks." + id;
		this.id = id;
		this.declared = declared;
	}

	HttpCheck read() {
		CheckDefinition definition = definition();
		requireValid(this.declared.request());
		requireValid(this.declared.expect());
		return new HttpCheck(definition, this.declared.request(), this.declared.expect());
	}

	private CheckDefinition definition() {
		requirePositive(".interval", this.declared.interval());
		requirePositive(".deadline", this.declared.deadline());
		return withGroups(builder()).severity(this.declared.severity())
			.interval(this.declared.interval())
			.deadline(this.declared.deadline())
			.after(this.declared.after().toArray(String[]::new))
			.runBook(this.declared.runBook())
			.build();
	}

	private CheckDefinition.Builder builder() {
		try {
			CheckDefinition.Builder builder = CheckDefinition.builder(this.id).kind("http");
			return (this.declared.title() != null) ? builder.title(this.declared.title()) : builder;
		}
		catch (IllegalArgumentException ex) {
			throw broken("", this.id, "an id such as 'productsAnswerJson'",
					"Start the id with a small letter and go on with at most 39 letters and digits.");
		}
	}

	private CheckDefinition.Builder withGroups(CheckDefinition.Builder builder) {
		List<String> groups = this.declared.groups();
		if (groups == null) {
			return builder;
		}
		try {
			if (!groups.isEmpty()) {
				return builder.groups(groups.toArray(String[]::new));
			}
		}
		catch (IllegalArgumentException ex) {
			throw broken(".groups", String.join(", ", groups), "names of groups such as 'smoke'",
					"Start a name with a small letter and go on with at most 39 letters, digits and dashes.");
		}
		throw broken(".groups", null, "the name of at least one group",
				"Remove the property for the groups 'smoke' and 'continuous', or name others. To silence the check, "
						+ "set 'selftest.checks.%s.enabled' to false.".formatted(this.id));
	}

	private void requireValid(Request request) {
		requireResolved(".request.path", request.path());
		request.headers().forEach((name, value) -> requireResolved(".request.headers." + name, value));
		requireResolved(".request.json", request.json());
		if (!RequestRule.METHOD.accepts(request.method())) {
			throw broken(".request.method", request.method(), RequestRule.METHOD.expected(),
					"Write the method in capital letters, or remove the property for GET.");
		}
		String path = request.path();
		if (path == null || !RequestRule.PATH.accepts(path)) {
			throw broken(".request.path", (path != null) ? Secrets.maskedPath(path) : null, RequestRule.PATH.expected(),
					"Write the path that follows the context path, such as '/products?limit=1'. "
							+ "A check can call no other host.");
		}
		request.headers().forEach(this::requireValidHeader);
		requireValidBody(request.method(), request.json());
	}

	private void requireValidHeader(String name, String value) {
		if (!RequestRule.HEADER_NAME.accepts(name)) {
			throw broken(".request.headers." + name, name, RequestRule.HEADER_NAME.expected(),
					"Correct the name of the header.");
		}
		if (!RequestRule.SETTABLE_HEADER.accepts(name)) {
			throw broken(".request.headers." + name, name, RequestRule.SETTABLE_HEADER.expected(),
					"Remove the header.");
		}
		if (!RequestRule.HEADER_VALUE.accepts(value)) {
			throw broken(".request.headers." + name, "a text that is not shown, as it may be a secret",
					RequestRule.HEADER_VALUE.expected(), "Remove line breaks and characters beyond ASCII.");
		}
	}

	private void requireValidBody(String method, @Nullable String json) {
		if (json == null) {
			return;
		}
		if (WITHOUT_BODY.contains(method)) {
			throw broken(".request.json", "a body for " + method, "no body, as %s has none".formatted(method),
					"Remove the property, or set '%s.request.method' to a method such as POST."
						.formatted(this.property));
		}
		requireReadableJson(".request.json");
		if (!RequestRule.JSON.accepts(json)) {
			throw broken(".request.json", "a text that is not shown, as it may be a secret",
					RequestRule.JSON.expected(), "Put names and texts in double quotes, and the whole in single ones.");
		}
	}

	private void requireValid(Expect expect) {
		expect.headers().forEach((text) -> requireResolved(".expect.headers", text));
		expect.json().forEach((text) -> requireResolved(".expect.json", text));
		if (expect.isEmpty()) {
			throw broken(".expect", null, "at least one of status, latency, headers, json",
					"Say what a good answer looks like, such as 'status: 200'. A check that expects nothing proves "
							+ "nothing.");
		}
		for (int status : expect.status()) {
			if (status < 100 || status > 599) {
				throw broken(".expect.status", status, "statuses from 100 to 599", "Correct the status.");
			}
		}
		requirePositive(".expect.latency", expect.latency());
		requireReadable(".expect.headers", expect.headers(), Expectation::ofHeader, "Content-Type contains json");
		if (!expect.json().isEmpty()) {
			requireReadableJson(".expect.json");
		}
		requireReadable(".expect.json", expect.json(), Expectation::ofJson, "/0/price > 0");
	}

	/**
	 * A placeholder that Spring Boot could not resolve is left as it is, and would be
	 * sent.
	 */
	private void requireResolved(String name, @Nullable String text) {
		Matcher placeholder = PLACEHOLDER.matcher((text != null) ? text : "");
		if (placeholder.find()) {
			throw broken(name, placeholder.group(), "a text whose placeholders have a value",
					"Define '%s', or give a default as in '${%s:default}'.".formatted(placeholder.group(1),
							placeholder.group(1)));
		}
	}

	private void requireReadableJson(String name) {
		if (!JsonText.isReadable()) {
			throw broken(name, "JSON without a library that reads it", "JSON in a service with " + JsonText.LIBRARY,
					JsonText.REMEDY + ", or remove the property.");
		}
	}

	private void requireReadable(String name, List<String> texts, Consumer<String> reader, String example) {
		for (int i = 0; i < texts.size(); i++) {
			try {
				reader.accept(texts.get(i));
			}
			catch (IllegalArgumentException ex) {
				throw broken("%s[%d]".formatted(name, i), texts.get(i),
						"an expectation such as '%s'".formatted(example), "Correct it: %s.".formatted(ex.getMessage()));
			}
		}
	}

	private void requirePositive(String name, @Nullable Duration value) {
		if (value != null && (value.isZero() || value.isNegative())) {
			throw broken(name, value, "a duration longer than 0", "Write a duration such as 500ms, 30s or 2m.");
		}
	}

	private SelfTestConfigurationException broken(String name, @Nullable Object value, String expected, String remedy) {
		return new SelfTestConfigurationException(this.property + name, value, expected, remedy);
	}

}
