package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.selftest.boot.check.httpcache.CacheControl.Directive;

/**
 * How {@code Cache-Control} is written.
 */
final class DirectiveRules {

	private static final String SECTION = "RFC 9111, 5.2";

	private static final String BUILD_IT = "Build the header with Spring's 'CacheControl' in place of a text of your own";

	private static final String ONE_WRITER = "Let one place write the header: 'ResponseEntity.cacheControl(...)', "
			+ "'WebContentInterceptor', 'spring.web.resources.cache.cachecontrol.*' or a filter, not two of them";

	private DirectiveRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("cc-syntax", SECTION,
						"Each piece of Cache-Control is a name, or a name, '=' and a value, without blanks between",
						BUILD_IT, Judgement.ofEach(DirectiveRules::syntax)),
				Rule.fail("cc-directive-value", SECTION + ".2",
						"A directive has the kind of value that it is defined with: none, digits without quotes, or names of fields",
						BUILD_IT, Judgement.ofEach(DirectiveRules::values)),
				Rule.fail("cc-public-private", SECTION + ".2.7",
						"Cache-Control does not say public and private at once",
						"Decide who may store it: 'CacheControl.cachePublic()' or '.cachePrivate()'",
						Judgement.ofEach(DirectiveRules::publicAndPrivate)),
				Rule.warn("cc-directive-duplicate", "RFC 9111, 4.2.1",
						"A directive is said once; twice with different values is a failure, as caches disagree which counts",
						ONE_WRITER, Judgement.ofEach(DirectiveRules::duplicates)),
				Rule.warn("cc-duplicate-lines", "RFC 9110, 5.3",
						"Several Cache-Control lines do not contradict each other", ONE_WRITER,
						Judgement.ofEach(DirectiveRules::contradictingLines)),
				Rule.warn("cc-directive-unknown", SECTION + ".3",
						"A name that is nearly that of a directive is that directive", BUILD_IT,
						Judgement.ofEach(DirectiveRules::typos)),
				Rule.warn("cc-directive-wrong-message", SECTION + ".1",
						"Directives that only a request can use are not in a response", BUILD_IT,
						Judgement.ofEach(DirectiveRules::ofRequests)),
				Rule.warn("cc-conflict", SECTION + ".2",
						"No directive is made void by another one that stands beside it", ONE_WRITER,
						Judgement.ofEach(DirectiveRules::conflicts)),
				Rule.warn("cc-precheck-postcheck", "practice",
						"pre-check and post-check, which no cache reads, are left out",
						"Remove them; 'stale-while-revalidate' does what post-check once did",
						Judgement.ofEach(DirectiveRules::obsolete)),
				Rule.info("cc-directive-case", SECTION, "Directives are written in lower case", BUILD_IT,
						Judgement.ofEach(DirectiveRules::letterCase)),
				Rule.info("cc-directive-overflow", "RFC 9111, 1.2.2",
						"A number of seconds is at most 2147483647, more than which caches need not count",
						"Set 365 days or less", Judgement.ofEach(DirectiveRules::overflows)),
				Rule.info("cc-public-redundant", SECTION + ".2.9",
						"public is said only where it changes something: for requests with Authorization",
						"Leave '.cachePublic()' out", Judgement.ofEach(DirectiveRules::redundantPublic)),
				Rule.info("cc-qualified-form", SECTION + ".2.4",
						"private and no-cache come without names of fields, which hardly any cache honours",
						"Say 'private' or 'no-cache' of the whole answer, or drop the fields",
						Judgement.ofEach(DirectiveRules::qualified)));
	}

	private static void syntax(Exchange exchange, Response response, Notes notes) {
		CacheControl.of(response.fields())
			.malformed()
			.forEach((piece) -> notes.add(exchange, "a piece of 'Cache-Control' " + piece.reason(), piece.text(),
					"a piece such as 'max-age=60'"));
	}

	private static void values(Exchange exchange, Response response, Notes notes) {
		CacheControl.of(response.fields())
			.directives()
			.forEach((directive) -> KnownDirective.of(directive.name())
				.ifPresent((known) -> value(exchange, directive, known.argument(), notes)));
	}

	private static void value(Exchange exchange, Directive directive, KnownDirective.Argument argument, Notes notes) {
		if (argument == KnownDirective.Argument.NONE && directive.value().isPresent()) {
			notes.add(exchange, "'%s' has a value".formatted(directive.lowerName()), directive, directive.lowerName());
		}
		if (argument == KnownDirective.Argument.FIELDS && directive.value().isPresent()
				&& !areNames(directive.value().get())) {
			notes.add(exchange, "'%s' has a value that names no fields".formatted(directive.lowerName()), directive,
					directive.lowerName());
		}
		if (argument == KnownDirective.Argument.SECONDS) {
			DeltaSeconds seconds = DeltaSeconds.parse(directive.value().orElse(""));
			if (!seconds.isValid() || directive.quoted()) {
				String words = seconds.isValid() ? "a number in quotes" : seconds.form().words();
				notes.add(exchange, "'%s' has %s".formatted(directive.lowerName(), words), directive,
						"digits, such as %s=60".formatted(directive.lowerName()));
			}
		}
	}

	private static boolean areNames(String value) {
		List<String> names = Vary.membersOf(value).toList();
		return !names.isEmpty() && names.stream().allMatch(Text::isToken);
	}

	private static void publicAndPrivate(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		if (control.has("public") && control.hasUnqualified("private")) {
			notes.add(exchange, "'Cache-Control' says public and private", response.policy(), "one of them");
		}
	}

	private static void duplicates(Exchange exchange, Response response, Notes notes) {
		Map<String, List<Directive>> byName = CacheControl.of(response.fields())
			.directives()
			.stream()
			.collect(Collectors.groupingBy(Directive::lowerName, TreeMap::new, Collectors.toList()));
		byName.forEach((name, same) -> {
			long values = same.stream().map(Directive::value).distinct().count();
			if (same.size() > 1) {
				notes.add(
						exchange, (values > 1) ? Level.FAIL : Level.WARN, "'%s' is said %d times%s".formatted(name,
								same.size(), (values > 1) ? " with different values" : ""),
						joined(same.stream()), "once");
			}
		});
	}

	private static void contradictingLines(Exchange exchange, Response response, Notes notes) {
		List<String> lines = response.fields().values("Cache-Control");
		List<CacheControl> parsed = lines.stream().map((line) -> CacheControl.parse(List.of(line))).toList();
		boolean refused = parsed.stream().anyMatch(DirectiveRules::refusesReuse);
		boolean invited = parsed.stream().anyMatch((control) -> !refusesReuse(control) && invitesReuse(control));
		if (refused && invited) {
			notes.add(exchange, "lines of 'Cache-Control' contradict each other", String.join(" | ", lines),
					"one line, or lines that agree");
		}
	}

	private static boolean refusesReuse(CacheControl control) {
		return control.has("no-store") || control.hasUnqualified("no-cache")
				|| control.seconds("max-age").filter((seconds) -> seconds.seconds() == 0).isPresent();
	}

	private static boolean invitesReuse(CacheControl control) {
		return control.has("public") || control.has("immutable") || isPositive(control, "max-age")
				|| isPositive(control, "s-maxage");
	}

	private static void typos(Exchange exchange, Response response, Notes notes) {
		for (Directive directive : CacheControl.of(response.fields()).directives()) {
			KnownDirective.meantBy(directive.name())
				.ifPresent((meant) -> notes.add(exchange,
						"no cache knows '%s', which looks like a slip of the pen".formatted(directive.name()),
						directive, meant.directive()));
		}
	}

	private static void ofRequests(Exchange exchange, Response response, Notes notes) {
		for (Directive directive : CacheControl.of(response.fields()).directives()) {
			KnownDirective.of(directive.name())
				.filter(KnownDirective::isForRequestsOnly)
				.ifPresent((known) -> notes.add(exchange,
						"'%s' means something in requests only".formatted(known.directive()), directive,
						"no such directive"));
		}
	}

	private static void conflicts(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		if (control.has("no-store") && !control.has("must-understand")) {
			conflict(exchange, control, "no-store",
					List.of("max-age", "s-maxage", "public", "immutable", "stale-while-revalidate", "stale-if-error"),
					notes);
		}
		else if (control.hasUnqualified("no-cache")) {
			conflict(exchange, control, "no-cache",
					List.of("max-age", "s-maxage", "immutable", "stale-while-revalidate", "stale-if-error"), notes);
		}
		if (control.hasUnqualified("private")) {
			conflict(exchange, control, "private", List.of("s-maxage"), notes);
		}
	}

	private static void conflict(Exchange exchange, CacheControl control, String winner, List<String> losers,
			Notes notes) {
		List<String> lost = losers.stream().filter((loser) -> hasEffect(control, loser)).toList();
		if (!lost.isEmpty()) {
			notes.add(exchange, "'%s' makes other directives void".formatted(winner),
					winner + " beside " + joined(lost.stream().flatMap(control::all)), winner + " without them");
		}
	}

	/**
	 * A lifetime of 0 says the same as {@code no-store} and its like, and is no conflict.
	 */
	private static boolean hasEffect(CacheControl control, String name) {
		boolean counts = KnownDirective.of(name)
			.filter((known) -> known.argument() == KnownDirective.Argument.SECONDS)
			.isPresent();
		return counts ? isPositive(control, name) : control.has(name);
	}

	private static boolean isPositive(CacheControl control, String name) {
		return control.seconds(name).filter((seconds) -> seconds.seconds() > 0).isPresent();
	}

	private static void obsolete(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		String found = joined(control.directives()
			.stream()
			.filter((directive) -> directive.is("pre-check") || directive.is("post-check")));
		if (!found.isEmpty()) {
			notes.add(exchange, "'Cache-Control' has directives of an old browser", found, "no such directives");
		}
	}

	private static void letterCase(Exchange exchange, Response response, Notes notes) {
		for (Directive directive : CacheControl.of(response.fields()).directives()) {
			boolean isKnown = KnownDirective.of(directive.name()).isPresent();
			if (isKnown && !directive.name().equals(directive.lowerName())) {
				notes.add(exchange, "'%s' is not in lower case".formatted(directive.name()), directive.name(),
						directive.lowerName());
			}
		}
	}

	private static void overflows(Exchange exchange, Response response, Notes notes) {
		for (Directive directive : CacheControl.of(response.fields()).directives()) {
			Optional<KnownDirective> known = KnownDirective.of(directive.name())
				.filter((candidate) -> candidate.argument() == KnownDirective.Argument.SECONDS);
			DeltaSeconds seconds = DeltaSeconds.parse(directive.value().orElse(""));
			if (known.isPresent() && seconds.form() == DeltaSeconds.Form.OVERFLOW) {
				notes.add(exchange, "'%s' is more than caches count".formatted(directive.lowerName()), directive,
						"at most 2147483647");
			}
		}
	}

	private static void redundantPublic(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		boolean storableAnyway = HeuristicStatus.includes(response.status())
				|| Lifetime.of(response, control, true).isExplicit();
		if (control.has("public") && storableAnyway && !exchange.request().has("Authorization")) {
			notes.add(exchange, "'public' adds nothing here, as all caches may store it", response.policy(),
					"the same without public");
		}
	}

	private static void qualified(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		Stream.of("private", "no-cache")
			.flatMap(control::all)
			.filter((directive) -> directive.value().isPresent())
			.forEach((directive) -> notes.add(exchange,
					"'%s' names fields, which few caches honour".formatted(directive.lowerName()), directive,
					directive.lowerName()));
	}

	private static String joined(Stream<Directive> directives) {
		return directives.map(Directive::toString).collect(Collectors.joining(", "));
	}

}
