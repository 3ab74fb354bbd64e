package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * Whether a request with a validator is answered as it should be.
 */
final class ConditionalRules {

	private static final String TAGS = "RFC 9110, 13.1.2";

	private static final String DATES = "RFC 9110, 13.1.3";

	private static final String CHECK = "Let 'ResponseEntity.eTag(...)' or 'WebRequest.checkNotModified(...)' compare, and "
			+ "look for a filter that changes the ETag after them";

	private ConditionalRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("inm-304", TAGS, "A request with the ETag that was just sent is answered with 304", CHECK,
						ConditionalRules::ownTag),
				Rule.fail("inm-weak-compare", TAGS,
						"If-None-Match takes a weak and a strong ETag with the same text for the same",
						"Compare with 'ETag.compare(...)' of Spring in its weak form, not as text",
						Judgement.compared(ConditionalRules::mustMatch, Probe.TOGGLED_TAG).whenOwnTagValidates()),
				Rule.fail("inm-list", TAGS, "If-None-Match is a list, in which an ETag may have a comma",
						"Parse it with 'HttpHeaders.getIfNoneMatch()' or 'ETag.parse(...)', not with 'split'",
						Judgement.compared(ConditionalRules::mustMatch, Probe.TAG_LIST).whenOwnTagValidates()),
				Rule.fail("inm-precedence", DATES,
						"If-Modified-Since counts for nothing beside an If-None-Match that misses",
						"Give 'checkNotModified(etag, lastModified)' both, and evaluate no date before it. A "
								+ "'ShallowEtagHeaderFilter' around static resources does: use "
								+ "'spring.web.resources.chain.strategy.content.enabled' for those",
						Judgement.compared(ConditionalRules::mustMiss, Probe.OTHER_TAG_OWN_DATE)),
				Rule.fail("inm-encoded-variant", TAGS,
						"The ETag of the gzip variant is answered with 304 where gzip is accepted",
						"Look for a proxy or filter that changes the ETag on the way out and not on the way in",
						Judgement.comparedWith(Probe.GZIP, ConditionalRules::encodedVariant, Probe.GZIP_TAG)
							.whenOwnTagValidates()),
				Rule.fail("inm-on-404", "RFC 9110, 13.2.1", "What is not there is never unchanged",
						"Look up the resource before comparing its ETag; do not compare in a filter for all paths",
						ConditionalRules::missing),
				Rule.warn("ims-304", DATES, "A request with the Last-Modified that was just sent is answered with 304",
						"Return 'ResponseEntity.lastModified(...)' or ask 'checkNotModified(lastModified)' first",
						Judgement.compared(ConditionalRules::ownDate, Probe.OWN_DATE)),
				Rule.warn("ims-older", DATES, "A date before the last change is answered with the content",
						"Compare times, not texts, and to the second",
						Judgement.compared(ConditionalRules::mustMiss, Probe.EARLIER_DATE)),
				Rule.known("inm-versioned-resource", TAGS,
						"The ETag of a static resource with its hash in the path validates, and its 304 has the ETag",
						"Spring compares before it sets this ETag: set 'spring.web.resources.cache.cachecontrol.max-age=365d' "
								+ "so that nobody asks, or a 'ResourceHttpRequestHandler.setEtagGenerator(...)'",
						ConditionalRules::versionedResource),
				Rule.info("inm-wildcard", TAGS, "If-None-Match: * on a GET of what is there is answered with 304",
						"Spring evaluates it for unsafe methods only; no browser sends it",
						Judgement.compared(ConditionalRules::wildcard, Probe.ANY_TAG)),
				Rule.info("if-match-get", "RFC 9110, 13.1.1", "If-Match with a foreign ETag is answered with 412",
						"Spring evaluates it for unsafe methods only; compare it yourself where clients send it with GET",
						Judgement.compared(ConditionalRules::precondition, Probe.OTHER_TAG_REQUIRED)),
				Rule.info("if-unmodified-since", "RFC 9110, 13.1.4",
						"If-Unmodified-Since with a date before the last change is answered with 412",
						"Set 'lastModified' before 'checkNotModified' is asked",
						Judgement.compared(ConditionalRules::precondition, Probe.EARLIER_DATE_REQUIRED)));
	}

	private static void ownTag(Evidence evidence, Notes notes) {
		if (evidence.isVersionedBySpring()) {
			return;
		}
		Judgement.compared((plain, exchange, response, all) -> {
			if (response.isNotModified() || isOther(plain, response)) {
				return;
			}
			all.add(exchange, response.isSuccess() ? "its own ETag is answered with the whole content"
					: "its own ETag is answered with an error", seen(exchange, response), "304");
		}, Probe.OWN_TAG).judge(evidence, notes);
	}

	/**
	 * Return whether the resource was changed meanwhile, or has another ETag each time,
	 * which is told by another rule.
	 */
	private static boolean isOther(Response plain, Response response) {
		Optional<EntityTag> before = EntityTag.of(plain.fields());
		Optional<EntityTag> after = EntityTag.of(response.fields());
		return response.status() == plain.status() && before.isPresent() && after.isPresent()
				&& !before.get().isSameWeakly(after.get());
	}

	private static void versionedResource(Evidence evidence, Notes notes) {
		if (!evidence.isVersionedBySpring()) {
			return;
		}
		Judgement.compared((plain, exchange, response, all) -> {
			if (exchange.probe() == Probe.OWN_TAG && response.isOk()) {
				all.add(exchange, "its own ETag is answered with the whole content", seen(exchange, response), "304");
			}
			if (exchange.probe() == Probe.OWN_DATE && response.isNotModified() && !response.fields().has("ETag")) {
				all.add(exchange, "its 304 lacks the ETag", "no ETag", plain.fields().first("ETag").orElse(""));
			}
		}, Probe.OWN_TAG, Probe.OWN_DATE).judge(evidence, notes);
	}

	private static void mustMatch(Response plain, Exchange exchange, Response response, Notes notes) {
		if (!response.isNotModified() && !isOther(plain, response)) {
			notes.add(exchange, "an ETag that matches is taken for another one", seen(exchange, response), "304");
		}
	}

	private static void encodedVariant(Response gzip, Exchange exchange, Response response, Notes notes) {
		if (gzip.fields().has("Content-Encoding")) {
			mustMatch(gzip, exchange, response, notes);
		}
	}

	private static void mustMiss(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.isNotModified()) {
			notes.add(exchange, "a request that asks for newer content is told that there is none",
					seen(exchange, response), plain.status());
		}
	}

	/**
	 * A service that answers all paths with one page has nothing that is not there.
	 */
	private static void missing(Evidence evidence, Notes notes) {
		boolean isThere = evidence.response(Probe.MISSING).filter((response) -> response.status() < 400).isPresent();
		if (isThere) {
			return;
		}
		Judgement.of((exchange, response, all) -> {
			if (response.isNotModified()) {
				all.add(exchange, "'%s', which is not there, is said to be unchanged".formatted(exchange.path()),
						seen(exchange, response), "404");
			}
		}, Probe.MISSING_OWN_TAG).judge(evidence, notes);
	}

	private static void ownDate(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean isNewer = !plain.fields().first("Last-Modified").equals(response.fields().first("Last-Modified"));
		if (!response.isNotModified() && !(response.isSuccess() && isNewer)) {
			notes.add(exchange, "its own date is answered with the whole content", seen(exchange, response), "304");
		}
	}

	private static void wildcard(Response plain, Exchange exchange, Response response, Notes notes) {
		if (!response.isNotModified()) {
			notes.add(exchange, "the wildcard is not evaluated", seen(exchange, response), "304");
		}
	}

	private static void precondition(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.status() != 412) {
			notes.add(exchange, "the precondition is not evaluated", seen(exchange, response), "412");
		}
	}

	/**
	 * Say what was sent and what came.
	 */
	private static String seen(Exchange exchange, Response response) {
		String condition = exchange.request()
			.lines()
			.stream()
			.filter((line) -> Text.lower(line.name()).startsWith("if-"))
			.map(FieldLine::toString)
			.reduce((first, second) -> first + ", " + second)
			.orElse("");
		return response.status() + " to " + condition;
	}

}
