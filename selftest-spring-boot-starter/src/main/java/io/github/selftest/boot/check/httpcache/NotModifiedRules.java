package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a 304 may and must say, as caches take up its head into what they have stored.
 */
final class NotModifiedRules {

	private static final String SECTION = "RFC 9110, 15.4.5";

	private static final Probe[] OF_PLAIN = { Probe.OWN_TAG, Probe.OWN_DATE, Probe.TOGGLED_TAG, Probe.TAG_LIST,
			Probe.ANY_TAG };

	private static final List<String> REQUIRED = List.of("Cache-Control", "Content-Location", "ETag", "Expires");

	private static final String ONE_PLACE = "Set the headers before 'checkNotModified', or in the 'ResponseEntity' that has "
			+ "the ETag";

	private NotModifiedRules() {
	}

	static List<Rule> rules() {
		return List.of(Rule.fail("304-required-headers", SECTION,
				"A 304 repeats Cache-Control, Content-Location, ETag, Expires and Vary of the 200, with the same values",
				ONE_PLACE, NotModifiedRules::required),
				Rule.fail("304-content-length", "RFC 9110, 8.6", "A 304 has no Content-Length, or that of the 200",
						"Do not set 'Content-Length' before the precondition is evaluated",
						compared(NotModifiedRules::contentLength)),
				Rule.fail("304-no-body", SECTION, "Nothing follows the head of a 304",
						"Do not write to the response once it is a 304", Judgement.ofEach(NotModifiedRules::body)),
				Rule.known("304-vary", SECTION, "A 304 names Accept-Encoding in Vary as the 200 does",
						"Tomcat with 'server.compression.enabled=true' adds it where there is content only: add 'Vary' in the "
								+ "handler or a filter, or compress in the proxy",
						compared(NotModifiedRules::varyOfServer)),
				Rule.known("304-etag-filter", SECTION, "A 304 to a date has the ETag that a filter gives the 200",
						"'ShallowEtagHeaderFilter' leaves out what a handler has answered with 304: limit it with "
								+ "'FilterRegistrationBean.setUrlPatterns(...)' to routes that send no 'Last-Modified'",
						NotModifiedRules::tagOfFilter),
				Rule.known("304-no-store", SECTION, "A 304 forbids to store what the 200 forbids to store",
						"Spring Security leaves a 304 out: set 'Cache-Control' on the route",
						compared(NotModifiedRules::noStore)),
				Rule.known("304-content-length-zero", "RFC 9110, 8.6",
						"A 304 has no Content-Length of 0, which some caches take up",
						"Jetty 12.1 writes it; strip it from 304 in the proxy", compared(NotModifiedRules::zeroLength)),
				Rule.warn("304-etag-equal", SECTION, "The ETag of a 304 is that of the 200, weak or strong alike",
						"Jetty sends back the ETag of the request; make the ETag strong where it can be",
						compared(NotModifiedRules::sameTag)),
				Rule.warn("304-set-cookie", "RFC 9111, 3.2",
						"A 304 sets no cookie, which caches may take up into the stored answer",
						"Do not touch the session on a route that caches store",
						Judgement.ofEach(NotModifiedRules::cookie)),
				Rule.info("304-representation-headers", SECTION,
						"A 304 has no Content-Type, Content-Encoding or Content-Language, which it need not repeat",
						"Leave them out where it is easy; Jetty sends them by itself",
						Judgement.ofEach(NotModifiedRules::representation)));
	}

	/**
	 * Compare each 304 with the 200 that it stands for.
	 */
	private static Judgement compared(Judgement.OnPair pair) {
		Judgement.OnPair onNotModified = (reference, exchange, response, notes) -> {
			if (response.isNotModified()) {
				pair.judge(reference, exchange, response, notes);
			}
		};
		Judgement ofPlain = Judgement.compared(onNotModified, OF_PLAIN);
		Judgement ofGzip = Judgement.comparedWith(Probe.GZIP, onNotModified, Probe.GZIP_TAG);
		return (evidence, notes) -> {
			ofPlain.judge(evidence, notes);
			ofGzip.judge(evidence, notes);
		};
	}

	private static void required(Evidence evidence, Notes notes) {
		boolean isTagAddedLate = evidence.isVersionedBySpring() || evidence.isTaggedByFilter();
		compared((reference, exchange, response, all) -> {
			for (String name : REQUIRED) {
				boolean toldElsewhere = isToldElsewhere(name, reference, response)
						|| (isTagAddedLate && name.equals("ETag") && exchange.probe() == Probe.OWN_DATE);
				if (!toldElsewhere) {
					sameField(name, reference, exchange, response, all);
				}
			}
			sameVary(reference, exchange, response, all);
		}).judge(evidence, notes);
	}

	private static void tagOfFilter(Evidence evidence, Notes notes) {
		if (evidence.isTaggedByFilter()) {
			Judgement.compared((plain, exchange, response, all) -> {
				if (response.isNotModified() && !response.fields().has("ETag")) {
					sameField("ETag", plain, exchange, response, all);
				}
			}, Probe.OWN_DATE).judge(evidence, notes);
		}
	}

	private static boolean isToldElsewhere(String name, Response reference, Response response) {
		if (name.equals("ETag")) {
			return response.fields().has("ETag");
		}
		return CacheControl.of(reference.fields()).has("no-store") && !response.fields().has(name);
	}

	private static void sameField(String name, Response reference, Exchange exchange, Response response, Notes notes) {
		Optional<String> expected = reference.fields().combined(name);
		Optional<String> observed = response.fields().combined(name);
		if (expected.isPresent() && observed.isEmpty()) {
			notes.add(exchange, "the 304 lacks '%s'".formatted(name), "no " + name, name + ": " + expected.get());
		}
		else if (expected.isPresent() && !isSame(name, reference, response)) {
			notes.add(exchange, "the 304 has another '%s' than the 200".formatted(name),
					name + ": " + observed.orElse(""), name + ": " + expected.get());
		}
	}

	private static boolean isSame(String name, Response reference, Response response) {
		return switch (name) {
			case "Cache-Control" -> directives(reference).equals(directives(response));
			case "Expires" -> sameExpires(reference, response);
			default -> reference.fields().combined(name).equals(response.fields().combined(name));
		};
	}

	private static Set<String> directives(Response response) {
		CacheControl control = CacheControl.of(response.fields());
		Set<String> directives = control.directives()
			.stream()
			.map((directive) -> directive.lowerName() + directive.value().map((value) -> "=" + value).orElse(""))
			.collect(Collectors.toCollection(TreeSet::new));
		control.malformed().forEach((piece) -> directives.add(piece.text()));
		return directives;
	}

	/**
	 * A date that is counted from now moves on with it.
	 */
	private static boolean sameExpires(Response reference, Response response) {
		Optional<HttpDate> before = HttpDate.of(reference, "Expires");
		Optional<HttpDate> after = HttpDate.of(response, "Expires");
		if (before.isEmpty() || after.isEmpty()) {
			return reference.fields().combined("Expires").equals(response.fields().combined("Expires"));
		}
		Duration moved = Duration.between(before.get().instant(), after.get().instant());
		Duration passed = Duration.between(reference.receivedAt(), response.receivedAt());
		return !moved.isNegative() && moved.compareTo(passed.plusSeconds(2)) <= 0;
	}

	private static void sameVary(Response reference, Exchange exchange, Response response, Notes notes) {
		Vary expected = Vary.of(reference.fields());
		Vary observed = Vary.of(response.fields());
		Set<String> missing = missing(expected, observed);
		missing.remove("accept-encoding");
		if (!missing.isEmpty()) {
			notes.add(exchange, "'Vary' of the 304 lacks names that the 200 has", observed, expected);
		}
	}

	private static void varyOfServer(Response reference, Exchange exchange, Response response, Notes notes) {
		Vary expected = Vary.of(reference.fields());
		Vary observed = Vary.of(response.fields());
		if (missing(expected, observed).contains("accept-encoding")) {
			notes.add(exchange, "'Vary' of the 304 lacks Accept-Encoding", observed, expected);
		}
	}

	private static Set<String> missing(Vary expected, Vary observed) {
		Set<String> missing = new TreeSet<>(expected.names());
		missing.removeAll(observed.isAny() ? expected.names() : observed.names());
		return missing;
	}

	private static void noStore(Response reference, Exchange exchange, Response response, Notes notes) {
		if (CacheControl.of(reference.fields()).has("no-store") && !response.fields().has("Cache-Control")) {
			notes.add(exchange, "the 200 may not be stored, and its 304 does not say so", "no Cache-Control",
					reference.fields().combined("Cache-Control").orElse(""));
		}
	}

	private static void contentLength(Response reference, Exchange exchange, Response response, Notes notes) {
		String expected = reference.fields().first("Content-Length").orElse(String.valueOf(reference.body().length()));
		response.fields()
			.first("Content-Length")
			.filter((length) -> !length.equals("0") && !length.equals(expected))
			.ifPresent((length) -> notes.add(exchange, "the 304 tells another length than the 200",
					"Content-Length: " + length, "none, or " + expected));
	}

	private static void zeroLength(Response reference, Exchange exchange, Response response, Notes notes) {
		boolean isZero = response.fields().single("Content-Length").filter("0"::equals).isPresent();
		if (isZero && !reference.body().isEmpty()) {
			notes.add(exchange, "the 304 tells that the content is empty", "Content-Length: 0",
					"none, or " + reference.body().length());
		}
	}

	private static void body(Exchange exchange, Response response, Notes notes) {
		if (response.isNotModified() && (response.bytesAfterEnd() || !response.body().isEmpty())) {
			notes.add(exchange, "octets follow the head of the 304", "content", "no content");
		}
	}

	private static void sameTag(Response reference, Exchange exchange, Response response, Notes notes) {
		Optional<String> expected = reference.fields().first("ETag");
		Optional<String> observed = response.fields().first("ETag");
		if (expected.isPresent() && observed.isPresent() && !expected.equals(observed)) {
			notes.add(exchange, "the 304 has another ETag than the 200", observed.get(), expected.get());
		}
	}

	private static void cookie(Exchange exchange, Response response, Notes notes) {
		if (response.isNotModified() && response.fields().has("Set-Cookie")) {
			notes.add(exchange, "the 304 sets a cookie", "Set-Cookie", "no Set-Cookie");
		}
	}

	private static void representation(Exchange exchange, Response response, Notes notes) {
		List<String> found = List.of("Content-Type", "Content-Encoding", "Content-Language")
			.stream()
			.filter(response.fields()::has)
			.toList();
		if (response.isNotModified() && !found.isEmpty()) {
			notes.add(exchange, "the 304 describes content that it does not have", String.join(", ", found), "none");
		}
	}

}
