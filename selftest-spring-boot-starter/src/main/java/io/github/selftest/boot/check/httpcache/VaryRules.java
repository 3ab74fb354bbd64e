package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether Vary names what an answer depends on, and nothing else.
 */
final class VaryRules {

	private static final String SECTION = "RFC 9110, 12.5.5";

	private static final int MANY = 3;

	/** Authorization keeps a response from other users by itself (RFC 9110, 11.6.2). */
	private static final Set<String> TOLD_ELSEWHERE = Set.of("accept", "accept-language", "authorization");

	private static final String ADD_IT = "Add it by 'ResponseEntity.varyBy(...)'";

	private static final String CORS = "Limit the mapping of 'CorsRegistry' or 'CorsConfigurationSource' to paths that are "
			+ "called from other origins";

	private VaryRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("vary-undeclared", SECTION, "A header that changes the content is named in Vary", ADD_IT,
						Judgement.compared(VaryRules::undeclared, Probe.VARIED).whenSteady()),
				Rule.fail("vary-origin-missing", "Fetch, CORS protocol and HTTP caches",
						"An answer that repeats the Origin of the request names Origin in Vary",
						"Let Spring's CORS support write the headers, which adds it",
						Judgement.compared(VaryRules::origin, Probe.VARIED)),
				Rule.fail("vary-accept-encoding", SECTION, "A compressed answer names Accept-Encoding in Vary",
						"Look for a filter that compresses or that replaces 'Vary'; 'server.compression.*' adds it",
						Judgement.ofEach(VaryRules::encoding)),
				Rule.fail("vary-consistent", "RFC 9111, 4.1",
						"All variants of a resource name the same headers in Vary",
						"Set 'Vary' on each way through the handler, also where the header is not there",
						Judgement.compared(VaryRules::consistent, Probe.REPEATED, Probe.GZIP, Probe.GZIP_REFUSED,
								Probe.VARIED)),
				Rule.fail("vary-syntax", SECTION, "Members of Vary are names of headers, or *", ADD_IT,
						Judgement.ofEach(VaryRules::syntax)),
				Rule.known("vary-identity", "RFC 9111, 4.1",
						"The plain variant names Accept-Encoding in Vary as the compressed one does",
						"Spring's 'EncodedResourceResolver' adds it to the compressed variant only: set "
								+ "'server.compression.enabled=true' as well, or compress in the proxy",
						Judgement.compared(VaryRules::identity, Probe.GZIP)),
				Rule.warn("vary-star", SECTION,
						"Vary: * is not sent, as nothing then is stored for use; a failure beside a lifetime",
						"Name the headers, or set 'no-store'", Judgement.ofEach(VaryRules::star)),
				Rule.warn("vary-host", SECTION, "Vary does not name Host, which is part of the key anyway", "Remove it",
						Judgement.ofEach((exchange, response, notes) -> named("Host", "is part of every key of a cache",
								exchange, response, notes))),
				Rule.warn("vary-user-agent", SECTION, "Vary does not name User-Agent, of which there are thousands",
						"Serve one content to all, or use another path for the few",
						Judgement.ofEach((exchange, response, notes) -> named("User-Agent",
								"makes nearly every request miss", exchange, response, notes))),
				Rule.warn("vary-negotiate", "RFC 2295", "Vary does not name Negotiate, which is obsolete", "Remove it",
						Judgement.ofEach((exchange, response, notes) -> named("Negotiate", "is obsolete", exchange,
								response, notes))),
				Rule.warn("vary-duplicate", SECTION, "Vary names a header once", "Look for two filters that add it",
						Judgement.ofEach(VaryRules::duplicates)),
				Rule.warn("vary-complex", SECTION,
						"Vary names at most 3 headers, as each multiplies what has to be stored", CORS,
						Judgement.ofEach(VaryRules::complex)),
				Rule.warn("vary-cors-excess", "Fetch, CORS protocol and HTTP caches",
						"Vary names Access-Control-Request-* on preflights only", CORS,
						Judgement.ofEach(VaryRules::cors)),
				Rule.info("vary-duplicate-lines", "RFC 9110, 5.3", "The same header is not named on several Vary lines",
						"Look for two filters that add it", Judgement.ofEach(VaryRules::duplicateLines)),
				Rule.info("vary-declared-unused", SECTION, "A header that Vary names changes something",
						"Remove it from 'Vary' when the handler does not read it",
						Judgement.compared(VaryRules::unused, Probe.VARIED).whenSteady()));
	}

	private static void undeclared(Response plain, Exchange exchange, Response response, Notes notes) {
		String header = exchange.detail();
		if (TOLD_ELSEWHERE.contains(Text.lower(header)) || Vary.of(response.fields()).covers(header)) {
			return;
		}
		Policy.Use use = Policy.of(exchange, response).personal();
		boolean isGuarded = use.asksAlways() || (use.lifetime().isExplicit() && !use.lifetime().isPositive());
		if (use.isStorable() && !isGuarded && response.status() == plain.status()
				&& plain.body().differsFrom(response.body())) {
			notes.add(exchange, "its content depends on '%s'".formatted(header), Vary.of(response.fields()),
					"Vary: " + header);
		}
	}

	private static void origin(Response plain, Exchange exchange, Response response, Notes notes) {
		String sent = exchange.request().first("Origin").orElse("");
		boolean isRepeated = response.fields()
			.first("Access-Control-Allow-Origin")
			.filter((allowed) -> !allowed.equals("*") && allowed.equals(sent))
			.isPresent();
		boolean isConstant = plain.fields()
			.first("Access-Control-Allow-Origin")
			.equals(response.fields().first("Access-Control-Allow-Origin"));
		if (isRepeated && !isConstant && !Vary.of(response.fields()).covers("Origin")) {
			notes.add(exchange, "it allows the origin that asks, and caches give the same answer to others",
					Vary.of(response.fields()), "Vary: Origin");
		}
	}

	private static void encoding(Exchange exchange, Response response, Notes notes) {
		boolean isNegotiated = exchange.request().has("Accept-Encoding") && response.fields().has("Content-Encoding");
		if (isNegotiated && response.isSuccess() && !Vary.of(response.fields()).covers("Accept-Encoding")) {
			notes.add(exchange, "it is compressed because it was asked for, and caches give it to all",
					Vary.of(response.fields()), "Vary: Accept-Encoding");
		}
	}

	private static void consistent(Response plain, Exchange exchange, Response response, Notes notes) {
		Set<String> expected = withoutEncoding(plain, response);
		Set<String> observed = withoutEncoding(response, plain);
		if (response.status() == plain.status() && !expected.equals(observed)) {
			notes.add(exchange, "it has another 'Vary' than the plain GET", Vary.of(response.fields()),
					Vary.of(plain.fields()));
		}
	}

	/**
	 * Leave out Accept-Encoding where only a compressed variant names it, which other
	 * rules tell.
	 */
	private static Set<String> withoutEncoding(Response response, Response other) {
		Set<String> names = new TreeSet<>(Vary.of(response.fields()).names());
		boolean isCoded = response.fields().has("Content-Encoding") || other.fields().has("Content-Encoding");
		if (isCoded) {
			names.remove("accept-encoding");
		}
		return names;
	}

	private static void identity(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean isCoded = response.fields().has("Content-Encoding") && !plain.fields().has("Content-Encoding");
		if (isCoded && Vary.of(response.fields()).names("Accept-Encoding")
				&& !Vary.of(plain.fields()).covers("Accept-Encoding")) {
			notes.add(exchange, "the plain variant does not tell that there is a compressed one",
					Vary.of(plain.fields()), Vary.of(response.fields()));
		}
	}

	private static void syntax(Exchange exchange, Response response, Notes notes) {
		Vary.of(response.fields())
			.malformed()
			.forEach((member) -> notes.add(exchange, "'Vary' has a member that is no name", member,
					"a name such as Accept-Encoding"));
	}

	private static void star(Exchange exchange, Response response, Notes notes) {
		if (!Vary.of(response.fields()).isAny()) {
			return;
		}
		CacheControl control = CacheControl.of(response.fields());
		Lifetime lifetime = Lifetime.of(response, control, true);
		boolean isPromised = lifetime.isExplicit() && lifetime.isPositive() && !control.has("no-store");
		notes.add(exchange, isPromised ? Level.FAIL : Level.WARN,
				isPromised ? "it has a lifetime, and 'Vary: *' lets no cache use it" : "'Vary: *' lets no cache use it",
				Vary.of(response.fields()), "names of headers");
	}

	private static void named(String header, String why, Exchange exchange, Response response, Notes notes) {
		Vary vary = Vary.of(response.fields());
		if (vary.names(header)) {
			notes.add(exchange, "'Vary' names '%s', which %s".formatted(header, why), vary, "no " + header);
		}
	}

	private static void duplicates(Exchange exchange, Response response, Notes notes) {
		for (String line : response.fields().values("Vary")) {
			Set<String> seen = new TreeSet<>();
			Vary.membersOf(line)
				.filter((member) -> !seen.add(Text.lower(member)))
				.forEach((member) -> notes.add(exchange, "'Vary' names '%s' twice".formatted(member), line, "once"));
		}
	}

	private static void duplicateLines(Exchange exchange, Response response, Notes notes) {
		Set<String> seen = new TreeSet<>();
		for (String line : response.fields().values("Vary")) {
			Set<String> names = new Vary(Vary.membersOf(line).toList()).names();
			names.stream()
				.filter(seen::contains)
				.forEach((name) -> notes.add(exchange, "several lines of 'Vary' name '%s'".formatted(name),
						String.join(" | ", response.fields().values("Vary")), "once"));
			seen.addAll(names);
		}
	}

	private static void complex(Exchange exchange, Response response, Notes notes) {
		Vary vary = Vary.of(response.fields());
		if (vary.names().size() > MANY) {
			notes.add(exchange, "'Vary' names %d headers".formatted(vary.names().size()), vary, "at most " + MANY);
		}
	}

	private static void cors(Exchange exchange, Response response, Notes notes) {
		Vary vary = Vary.of(response.fields());
		if (vary.names("Access-Control-Request-Method") || vary.names("Access-Control-Request-Headers")) {
			notes.add(exchange, "'Vary' names headers of preflights, which no %s has".formatted(exchange.method()),
					vary, "Vary: Origin, or none");
		}
	}

	private static void unused(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean isSame = response.status() == plain.status() && plain.body().sameAs(response.body())
				&& plain.fields()
					.combined("Access-Control-Allow-Origin")
					.equals(response.fields().combined("Access-Control-Allow-Origin"));
		if (isSame && Vary.of(response.fields()).names(exchange.detail())) {
			notes.add(exchange, "'Vary' names '%s', which changed nothing here".formatted(exchange.detail()),
					Vary.of(response.fields()), "no " + exchange.detail());
		}
	}

}
