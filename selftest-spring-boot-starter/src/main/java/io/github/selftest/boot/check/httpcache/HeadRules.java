package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * Whether HEAD says what GET says.
 */
final class HeadRules {

	private static final String SECTION = "RFC 9110, 9.3.2";

	private static final List<String> COMPARED = List.of("Cache-Control", "ETag", "Last-Modified", "Content-Type",
			"Content-Encoding", "Content-Location");

	private static final String ONE_HANDLER = "Let '@GetMapping' answer HEAD as well, which Spring does by itself";

	private HeadRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("head-content-length", "RFC 9110, 8.6", "Content-Length of a HEAD is that of the GET",
						ONE_HANDLER, HeadRules::lengthOfHandler),
				Rule.fail("head-no-body", SECTION, "Nothing follows the head of an answer to HEAD",
						"Leave HEAD to Spring and the server, and do not flush bytes in a filter",
						Judgement.ofEach(HeadRules::body)),
				Rule.known("range-head-ignored", "RFC 9110, 14.2", "A Range in a HEAD is left out of account",
						"Spring evaluates it for static files: leave 'Range' out of HEAD in a filter",
						Judgement.of(HeadRules::partial, Probe.HEAD_RANGE)),
				Rule.known("head-length-filter", "RFC 9110, 8.6",
						"A filter that makes the ETag leaves the length of HEAD alone",
						"'ShallowEtagHeaderFilter' on Jetty loses it: limit it with "
								+ "'FilterRegistrationBean.setUrlPatterns(...)' to routes that need it",
						HeadRules::lengthOfFilter),
				Rule.warn("head-matches-get", SECTION,
						"Status and headers of a HEAD are those of the GET; a note only where an ETag is left out, as it may be",
						ONE_HANDLER + "; 'ShallowEtagHeaderFilter' leaves HEAD without an ETag",
						Judgement.compared(HeadRules::sameHead, Probe.HEAD)),
				Rule.warn("head-conditional", SECTION, "The own ETag in a HEAD is answered with 304 as in a GET",
						ONE_HANDLER,
						Judgement.compared(HeadRules::conditional, Probe.HEAD_OWN_TAG).whenOwnTagValidates()));
	}

	private static void lengthOfHandler(Evidence evidence, Notes notes) {
		if (!evidence.isTaggedByFilter()) {
			Judgement.compared(HeadRules::length, Probe.HEAD).whenSteady().judge(evidence, notes);
		}
	}

	private static void lengthOfFilter(Evidence evidence, Notes notes) {
		if (evidence.isTaggedByFilter()) {
			Judgement.compared(HeadRules::length, Probe.HEAD).whenSteady().judge(evidence, notes);
		}
	}

	private static void length(Response plain, Exchange exchange, Response response, Notes notes) {
		String expected = plain.fields().first("Content-Length").orElse(String.valueOf(plain.body().length()));
		response.fields()
			.first("Content-Length")
			.filter((length) -> response.status() == plain.status() && plain.body().isComplete()
					&& !length.equals(expected))
			.ifPresent((length) -> notes.add(exchange, "HEAD tells another length than GET",
					"Content-Length: " + length, expected));
	}

	private static void body(Exchange exchange, Response response, Notes notes) {
		if (exchange.isHead() && (response.bytesAfterEnd() || !response.body().isEmpty())) {
			notes.add(exchange, "octets follow the head", "content", "no content");
		}
	}

	private static void partial(Exchange exchange, Response response, Notes notes) {
		if (response.isPartial() || response.status() == 416) {
			notes.add(exchange, "a range of a HEAD is evaluated", response.status(), "200");
		}
	}

	private static void sameHead(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.status() != plain.status()) {
			notes.add(exchange, "HEAD has another status than GET", response.status(), plain.status());
			return;
		}
		for (String name : COMPARED) {
			sameField(name, plain, exchange, response, notes);
		}
		Vary expected = Vary.of(plain.fields());
		Vary observed = Vary.of(response.fields());
		if (!observed.isEmpty() && !observed.names().equals(expected.names())) {
			notes.add(exchange, "HEAD has another 'Vary' than GET", observed, expected);
		}
	}

	private static void sameField(String name, Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<String> expected = plain.fields().combined(name);
		Optional<String> observed = response.fields().combined(name);
		if (expected.equals(observed)) {
			return;
		}
		boolean isLeftOut = observed.isEmpty() && !name.equals("Cache-Control") && !name.equals("Last-Modified");
		notes.add(exchange, isLeftOut ? Level.INFO : Level.WARN,
				isLeftOut ? "HEAD lacks '%s', which GET has".formatted(name)
						: "HEAD and GET differ in '%s'".formatted(name),
				observed.orElse("no " + name), expected.orElse("no " + name));
	}

	private static void conditional(Response plain, Exchange exchange, Response response, Notes notes) {
		if (!response.isNotModified()) {
			notes.add(exchange, "the own ETag in a HEAD is taken for another one", response.status(), "304");
		}
	}

}
