package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Dates and ages.
 */
final class ClockRules {

	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	/** What tools that make archives reproducible write is older. */
	private static final Instant ARCHIVE_EPOCHS_END = Instant.parse("1990-01-01T00:00:00Z");

	private static final String DATES = "Write dates with 'HttpHeaders.setDate(...)' or 'ResponseEntity.lastModified(...)'";

	private ClockRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("date-present", "RFC 9110, 6.6.1", "Each answer has a Date, without which no age is known",
						"Leave 'Date' to the server; on Jetty 'sendDateHeader' is on by default",
						Judgement.ofEach(ClockRules::present)),
				Rule.fail("date-skew", "RFC 9110, 6.6.1", "Date is the time at which the answer was made",
						"Do not copy 'Date' from another service's answer; look at what writes it",
						Judgement.ofEach(ClockRules::skew)),
				Rule.fail("date-syntax", "RFC 9110, 5.6.7", "Date and Last-Modified are dates of the fixed form", DATES,
						Judgement.ofEach(ClockRules::syntax)),
				Rule.fail("lm-future", "RFC 9110, 8.8.2.1", "Last-Modified is not later than Date",
						"Look at the clock that wrote the time of the last change, and at its time zone",
						Judgement.ofEach(ClockRules::future)),
				Rule.fail("lm-normalised-timestamp", "RFC 9110, 8.8.2.1",
						"Last-Modified tells a change, not the fixed time that a build gives all files: such a date answers "
								+ "304 for content that did change",
						"Set 'spring.web.resources.cache.use-last-modified=false', and use ETags or versions in paths",
						Judgement.ofEach(ClockRules::normalised)),
				Rule.warn("lm-backwards", "RFC 9110, 8.8.2.1", "Last-Modified does not go back",
						"Take the time of the last change from the data, not from the instance or the file that answers",
						Judgement.compared(ClockRules::backwards, Probe.REPEATED)),
				Rule.warn("age-at-origin", "RFC 9111, 5.1",
						"A service sends no Age, which shortens the lifetime in all caches before it",
						"Remove 'Age' where an answer of another service is passed on",
						Judgement.ofEach(ClockRules::age)),
				Rule.warn("date-syntax-obsolete", "RFC 9110, 5.6.7", "Dates have the one form that is not obsolete",
						DATES, Judgement.ofEach(ClockRules::obsolete)));
	}

	private static void present(Exchange exchange, Response response, Notes notes) {
		if (!response.fields().has("Date") && response.status() >= 200 && !response.isServerError()) {
			notes.add(exchange, "the answer has no 'Date'", "no Date", "a Date");
		}
	}

	private static void skew(Exchange exchange, Response response, Notes notes) {
		Instant latest = response.receivedAt().plus(TOLERANCE);
		Instant earliest = response.receivedAt().minus(response.latency()).minus(TOLERANCE);
		HttpDate.of(response, "Date")
			.map(HttpDate::instant)
			.filter((date) -> date.isAfter(latest) || date.isBefore(earliest))
			.ifPresent((date) -> notes.add(exchange, "'Date' is not the time of the answer",
					"%d s off".formatted(Duration.between(response.receivedAt(), date).toSeconds()),
					"at most %d s".formatted(TOLERANCE.toSeconds())));
	}

	private static void syntax(Exchange exchange, Response response, Notes notes) {
		for (String name : List.of("Date", "Last-Modified")) {
			for (String value : response.fields().values(name)) {
				if (HttpDate.parse(value, response.receivedAt()).isEmpty()) {
					notes.add(exchange, "'%s' is no date".formatted(name), "'%s'".formatted(value),
							"a date such as 'Sun, 06 Nov 1994 08:49:37 GMT'");
				}
			}
		}
	}

	private static void obsolete(Exchange exchange, Response response, Notes notes) {
		for (String name : List.of("Date", "Last-Modified", "Expires")) {
			HttpDate.of(response, name)
				.filter(HttpDate::isObsolete)
				.ifPresent((date) -> notes.add(exchange, "'%s' has an obsolete form".formatted(name),
						response.fields().first(name).orElse(""), HttpDate.format(date.instant())));
		}
	}

	private static void future(Exchange exchange, Response response, Notes notes) {
		Instant now = HttpDate.of(response, "Date").map(HttpDate::instant).orElse(response.receivedAt());
		// servers make 'Date' once a second
		lastModified(response).filter((modified) -> modified.isAfter(now.plus(TOLERANCE)))
			.ifPresent(
					(modified) -> notes.add(exchange, "'Last-Modified' is in the future", modified, "at most " + now));
	}

	private static void normalised(Exchange exchange, Response response, Notes notes) {
		lastModified(response).filter((modified) -> modified.isBefore(ARCHIVE_EPOCHS_END))
			.ifPresent((modified) -> notes.add(exchange,
					"'Last-Modified' is a fixed time of a build, so the next build looks unchanged", modified,
					"the time of the last change, or no Last-Modified"));
	}

	private static void backwards(Response plain, Exchange exchange, Response response, Notes notes) {
		lastModified(plain).ifPresent((before) -> lastModified(response).filter((after) -> after.isBefore(before))
			.ifPresent((after) -> notes.add(exchange, "'Last-Modified' went back from one request to the next", after,
					"at least " + before)));
	}

	private static void age(Exchange exchange, Response response, Notes notes) {
		for (String value : response.fields().values("Age")) {
			DeltaSeconds seconds = DeltaSeconds.parse(value);
			notes.add(exchange, seconds.isValid() ? "the service says that its own answer is old"
					: "'Age' is %s".formatted(seconds.form().words()), "Age: " + value, "no Age");
		}
	}

	private static Optional<Instant> lastModified(Response response) {
		return HttpDate.of(response, "Last-Modified").map(HttpDate::instant);
	}

}
