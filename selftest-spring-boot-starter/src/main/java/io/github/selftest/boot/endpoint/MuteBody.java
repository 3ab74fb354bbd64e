package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.json.JsonParserFactory;

import io.github.selftest.boot.engine.MuteOrder;

/**
 * Reads what is to be muted from the JSON of a request. A field that does not exist is
 * refused, as its author meant something by it.
 */
final class MuteBody {

	private static final String FIELDS = "a JSON object with 'checks', 'groups' or 'all', 'reason', 'author', and 'for' or 'until'";

	private static final Set<String> KNOWN = Set.of("checks", "groups", "all", "reason", "author", "for", "until");

	private final Map<String, Object> fields;

	private MuteBody(Map<String, Object> fields) {
		this.fields = fields;
	}

	static MuteOrder read(MutesRequest.Body body, Instant now) {
		MuteBody fields = new MuteBody(parsed(bytes(body)));
		fields.requireKnown();
		return new MuteOrder(fields.names("checks"), fields.names("groups"), fields.isAll(), fields.text("reason"),
				fields.text("author"), fields.end(now));
	}

	private static byte[] bytes(MutesRequest.Body body) {
		try {
			return body.read();
		}
		catch (IOException ex) {
			throw Problem.badParameter("body", "a body that ended early", FIELDS);
		}
	}

	private static Map<String, Object> parsed(byte[] body) {
		if (body.length > MutesRequest.MAX_BODY) {
			throw Problem.badParameter("body", "more than " + MutesRequest.MAX_BODY + " bytes", FIELDS);
		}
		String text = new String(body, StandardCharsets.UTF_8);
		if (text.isBlank()) {
			throw Problem.badParameter("body", "no body", FIELDS);
		}
		Map<String, Object> fields = objectOf(text);
		if (fields == null) {
			throw Problem.badParameter("body", text, FIELDS);
		}
		return fields;
	}

	private static @Nullable Map<String, Object> objectOf(String text) {
		try {
			return JsonParserFactory.getJsonParser().parseMap(text);
		}
		catch (RuntimeException | StackOverflowError ex) {
			return null;
		}
	}

	private void requireKnown() {
		for (String field : new TreeSet<>(this.fields.keySet())) {
			if (!KNOWN.contains(field)) {
				throw Problem.badParameter(field, "an unknown field", FIELDS);
			}
		}
	}

	private Set<String> names(String field) {
		Object value = this.fields.get(field);
		if (value == null) {
			return Set.of();
		}
		if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
			throw Problem.badParameter(field, String.valueOf(value), "an array of texts");
		}
		Set<String> names = new LinkedHashSet<>();
		list.forEach((name) -> names.add((String) name));
		return names;
	}

	private boolean isAll() {
		Object value = this.fields.get("all");
		if (value != null && !(value instanceof Boolean)) {
			throw Problem.badParameter("all", String.valueOf(value), "true or false");
		}
		return Boolean.TRUE.equals(value);
	}

	private @Nullable String text(String field) {
		Object value = this.fields.get(field);
		if (value != null && !(value instanceof String)) {
			throw Problem.badParameter(field, String.valueOf(value), "a text");
		}
		return (String) value;
	}

	private @Nullable Instant end(Instant now) {
		String span = text("for");
		String until = text("until");
		if (span != null && until != null) {
			throw Problem.badParameter("until", "'for' and 'until'", "one of them");
		}
		if (span == null && until == null) {
			throw Problem.badParameter("until", "neither 'for' nor 'until'",
					"'for' such as '2h', or 'until' such as '2026-01-31T18:00:00Z'; at most 30 days ahead");
		}
		return (span != null) ? after(now, span) : (until != null) ? parsed(until) : null;
	}

	private static Instant after(Instant now, String span) {
		try {
			char last = span.isEmpty() ? '0' : span.charAt(span.length() - 1);
			Duration duration = DurationStyle.detectAndParse(span);
			// a bare number would be milliseconds, which nobody means
			if (Character.isLetter(last) && duration.compareTo(Duration.ZERO) > 0) {
				return now.plus(duration);
			}
		}
		catch (IllegalArgumentException | DateTimeException | ArithmeticException ex) {
			// told below
		}
		throw Problem.badParameter("for", span, "a duration with its unit, such as '30m', '2h' or '7d'");
	}

	private static Instant parsed(String until) {
		try {
			return OffsetDateTime.parse(until).toInstant();
		}
		catch (DateTimeException ex) {
			throw Problem.badParameter("until", until,
					"a time with its offset, such as '2026-01-31T18:00:00Z' or '2026-01-31T19:00:00+01:00'");
		}
	}

}
