package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * Whether there is an answer at all, and whether it holds together.
 */
final class MessageRules {

	private static final List<String> SINGLETONS = List.of("ETag", "Age", "Expires", "Last-Modified", "Date",
			"Content-Type", "Content-Length", "Content-Range", "Content-Location", "Location");

	private static final List<String> OF_REQUESTS = List.of("If-Match", "If-None-Match", "If-Modified-Since",
			"If-Unmodified-Since", "If-Range", "Range", "Accept-Language", "Authorization", "Cookie", "Host",
			"User-Agent", "Referer", "TE");

	private static final String ONE_WRITER = "Set the header ('setHeader', 'HttpHeaders.set') where it is now added";

	private MessageRules() {
	}

	static List<Rule> rules() {
		return List.of(Rule.fail("unanswered", "practice", "Each request gets an answer that can be read",
				"Send the request by hand ('curl -v'), and look into the log of the service", MessageRules::failures),
				Rule.fail("status-usable", "practice",
						"The resource is answered with a success; a warning for redirects and refusals, of which nothing "
								+ "can be learned",
						"Configure a path that the service answers with 200 without signing in",
						Judgement.ofEach(MessageRules::status)),
				Rule.fail("content-length-correct", "RFC 9112, 6.2",
						"Content-Length is the number of octets that follow, and is said once",
						"Leave 'Content-Length' to Spring and the server; look for a filter that changes the content",
						Judgement.ofEach(MessageRules::length)),
				Rule.fail("field-repeated", "RFC 9110, 5.3", "A header that has one value is sent once", ONE_WRITER,
						Judgement.ofEach(MessageRules::repeated)),
				Rule.fail("field-wrong-direction", "RFC 9110, 5.1", "A header of requests is not in a response",
						"Do not copy all headers of the request; look for a proxy inside the service",
						Judgement.ofEach(MessageRules::wrongDirection)),
				Rule.warn("status-precondition-misuse", "RFC 9110, 15.5.13",
						"412, 428 and 406 come only to requests with a precondition or a preference",
						"Answer with the status that tells what is wrong",
						Judgement.ofEach(MessageRules::precondition)),
				Rule.warn("body-cut-off", "practice", "Content ends within what is read of it",
						"Configure a smaller resource, or raise the limit of what is read",
						Judgement.ofEach(MessageRules::cutOff)),
				Rule.info("body-unsteady", "practice",
						"Told: the same request brings other content each time, so nothing that compares content is judged",
						"Take out of the content what changes with each request, such as times, tokens and orders",
						Judgement.compared(MessageRules::unsteady, Probe.REPEATED)));
	}

	private static void failures(Evidence evidence, Notes notes) {
		for (Exchange exchange : evidence.exchanges()) {
			exchange.failure()
				.ifPresent((failure) -> notes.add(exchange, "no answer that can be read: " + failure.text(),
						words(failure.kind()), "an answer"));
		}
	}

	private static String words(Failure.Kind kind) {
		return switch (kind) {
			case REFUSED -> "connection refused";
			case TIMED_OUT -> "no answer in time";
			case MALFORMED -> "no HTTP";
			case TOO_LARGE -> "a head without an end";
			case RESET -> "connection lost";
		};
	}

	private static void status(Exchange exchange, Response response, Notes notes) {
		if (response.isServerError()) {
			notes.add(exchange, "the service fails", response.status(), "less than 500");
		}
		else if (exchange.probe() == Probe.PLAIN && !response.isSuccess()) {
			notes
				.add(exchange, Level.WARN, "the answer is no success, so nothing can be learned of it",
						response.status()
								+ response.fields().first("Location").map(MessageRules::withoutSecrets).orElse(""),
						"200");
		}
	}

	// a query or a parameter of the path, such as 'jsessionid', may be a secret
	private static String withoutSecrets(String location) {
		return " to " + location.split("[?;#]", 2)[0];
	}

	private static void length(Exchange exchange, Response response, Notes notes) {
		if (exchange.isHead() || response.isNotModified() || response.status() == 204) {
			return;
		}
		Optional<String> length = response.fields().first("Content-Length");
		if (length.isPresent() && response.fields().has("Transfer-Encoding")) {
			notes.add(exchange, "'Content-Length' stands beside 'Transfer-Encoding'", length.get(), "one of them");
		}
		else if (length.isPresent() && response.body().isComplete()
				&& !length.get().equals(String.valueOf(response.body().length()))) {
			notes.add(exchange, "'Content-Length' is not the length of the content", length.get(),
					response.body().length());
		}
		else if (response.bytesAfterEnd()) {
			notes.add(exchange, "octets follow the end of the content",
					length.map((value) -> "more than " + value).orElse("more"), response.body().length());
		}
	}

	private static void repeated(Exchange exchange, Response response, Notes notes) {
		for (String name : SINGLETONS) {
			List<String> values = response.fields().values(name);
			if (values.size() > 1) {
				notes.add(exchange, "'%s' is sent %d times".formatted(name, values.size()),
						name.equals("Location") ? values.size() + " values" : String.join(" | ", values), "once");
			}
		}
	}

	/**
	 * The names tell enough; some values are secrets.
	 */
	private static void wrongDirection(Exchange exchange, Response response, Notes notes) {
		for (String name : OF_REQUESTS) {
			if (response.fields().has(name)) {
				notes.add(exchange, "'%s' is a header of requests".formatted(name), name, "no " + name);
			}
		}
	}

	private static void precondition(Exchange exchange, Response response, Notes notes) {
		boolean hasPrecondition = exchange.request()
			.lines()
			.stream()
			.anyMatch((line) -> Text.lower(line.name()).startsWith("if-"));
		boolean hasPreference = exchange.request()
			.lines()
			.stream()
			.anyMatch((line) -> Text.lower(line.name()).startsWith("accept"));
		boolean isOdd = switch (response.status()) {
			case 412 -> !hasPrecondition;
			case 428 -> true;
			case 406 -> !hasPreference;
			default -> false;
		};
		if (isOdd) {
			notes.add(exchange, "the status does not fit the request", response.status(), "a status that does");
		}
	}

	private static void cutOff(Exchange exchange, Response response, Notes notes) {
		if (!response.body().isComplete()) {
			notes.add(exchange, "its content was cut off, so its end is not judged", response.body(), "all of it");
		}
	}

	private static void unsteady(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.status() == plain.status() && plain.body().differsFrom(response.body())) {
			notes.add(exchange, "the same request brought other content", response.body(), plain.body());
		}
	}

}
