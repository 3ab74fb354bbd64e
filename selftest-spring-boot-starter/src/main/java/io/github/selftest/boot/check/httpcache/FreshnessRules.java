package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For how long caches may use an answer, and who may store it.
 */
final class FreshnessRules {

	private static final Duration YEAR = Duration.ofDays(365);

	private static final String SET_POLICY = "Set 'spring.web.resources.cache.cachecontrol.*' for static resources, "
			+ "'ResponseEntity.cacheControl(...)' or a 'WebContentInterceptor' for handlers";

	private static final String VERSION_PATH = "Name the version in the path "
			+ "('spring.web.resources.chain.strategy.content.enabled=true'), or shorten the lifetime";

	private static final String NO_EXPIRES = "Set 'Cache-Control' alone; no cache in use needs 'Expires'";

	private static final String ERRORS = "Set 'Cache-Control: no-store' in the '@ExceptionHandler' or 'ErrorController', "
			+ "and set the lifetime in the handler, not in a 'WebContentInterceptor', which runs before it fails";

	/** Errors that a cache may store by definition. */
	private static final Set<Integer> CACHEABLE_ERRORS = Set.of(404, 405, 410, 414, 501);

	private static final Set<Integer> PRECONDITION_ERRORS = Set.of(412, 416);

	private FreshnessRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("cc-immutable-unversioned", "RFC 8246, 2",
						"Only a path that names the version of its content is immutable or lives for a year",
						VERSION_PATH, FreshnessRules::immutableUnversioned),
				Rule.fail("fresh-lifetime-expected", "declared by the author",
						"Lifetime, stale-while-revalidate and storage are what the author declared for the route",
						"Set what was declared, or declare what is meant", FreshnessRules::expectations),
				Rule.fail("cc-error-cacheable", "RFC 9110, 15.1",
						"An error has no lifetime, so that it ends when its cause ends", ERRORS,
						Judgement.ofEach(FreshnessRules::cacheableError)),
				Rule.warn("cc-explicit-policy", "RFC 9111, 4.2.2",
						"An answer says how long it may be used, or that it may not, so that no cache has to guess",
						SET_POLICY, Judgement.ofPlain(FreshnessRules::noPolicy)),
				Rule.warn("cc-nocache-no-validator", "RFC 9111, 5.2.2.4",
						"What has to be revalidated has an ETag or Last-Modified to revalidate it with",
						"Add 'ResponseEntity.eTag(...)' or '.lastModified(...)', or a 'ShallowEtagHeaderFilter' on the route",
						Judgement.ofPlain(FreshnessRules::noCacheWithoutValidator)),
				Rule.warn("cc-versioned-short", "RFC 8246, 2",
						"A path that names the version of its content lives for a year and is immutable",
						"Set 'spring.web.resources.cache.cachecontrol.max-age=365d'; 'CacheControl.immutable()' needs a "
								+ "'WebMvcConfigurer', as Boot has no property for it",
						FreshnessRules::versionedShort),
				Rule.warn("cc-expires-conflict", "RFC 9111, 5.3", "Expires and max-age name the same moment",
						NO_EXPIRES, Judgement.ofPlain(FreshnessRules::expiresConflict)),
				Rule.warn("expires-syntax", "RFC 9111, 5.3",
						"Expires is a date; a note only where Cache-Control decides without it", NO_EXPIRES,
						Judgement.ofEach(FreshnessRules::expiresSyntax)),
				Rule.warn("cc-notfound-heuristic", "RFC 9110, 15.1",
						"An answer such as 404 that caches may store by themselves says whether they should",
						"Set 'Cache-Control' in the '@ExceptionHandler' or 'ErrorController' of the error",
						Judgement.of(FreshnessRules::heuristicNotFound, Probe.MISSING)),
				Rule.warn("cc-412-416-cacheable", "RFC 9110, 15.5.13",
						"A failed precondition or range has no lifetime, as it says nothing about the resource", ERRORS,
						Judgement.ofEach(FreshnessRules::cacheablePrecondition)),
				Rule.info("storability", "RFC 9111, 3", "Told: who may store the answer", SET_POLICY,
						Judgement.ofPlain(FreshnessRules::storability)),
				Rule.info("freshness", "RFC 9111, 4.2", "Told: how long the answer may be used, and what says so",
						SET_POLICY, Judgement.ofPlain(FreshnessRules::freshness)),
				Rule.info("staleness", "RFC 9111, 4.2.4", "Told: what caches may do once the lifetime is over",
						SET_POLICY, Judgement.ofPlain(FreshnessRules::staleness)),
				Rule.info("cc-swr-sie-sanity", "RFC 5861, 3",
						"stale-while-revalidate and stale-if-error stand beside a lifetime, and nothing forbids stale use",
						"Set 'max-age' beside them and leave out 'must-revalidate' and 'no-cache'",
						Judgement.ofPlain(FreshnessRules::staleWindows)),
				Rule.info("cc-expires-redundant", "RFC 9111, 5.3", "Expires is not sent where max-age decides",
						NO_EXPIRES, Judgement.ofPlain(FreshnessRules::expiresRedundant)),
				Rule.info("pragma-deprecated", "RFC 9111, 5.4",
						"Pragma, which means nothing in a response, is left out",
						"With Spring Security: 'headers.cacheControl().disable()' and a 'Cache-Control' of your own",
						Judgement
							.ofPlain((exchange, response, notes) -> deprecated("Pragma", exchange, response, notes))),
				Rule.info("warning-deprecated", "RFC 9111, 5.5", "Warning, which is obsolete, is left out",
						"Remove what writes it",
						Judgement
							.ofPlain((exchange, response, notes) -> deprecated("Warning", exchange, response, notes))),
				Rule.info("bfcache-no-store", "practice",
						"A page is not no-store, which keeps browsers from going back to it at once",
						"Use 'no-cache, private' where the page holds no secrets; Spring Security's default is no-store",
						Judgement.ofPlain(FreshnessRules::pageNoStore)));
	}

	private static void immutableUnversioned(Evidence evidence, Notes notes) {
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			boolean isForEver = policy.control().has("immutable") || longest(policy).compareTo(YEAR) >= 0;
			if (!evidence.resource().versioned() && policy.isExplicit() && policy.isFreshSomewhere() && isForEver) {
				all.add(exchange,
						"it can't be taken back for %s, and its path names no version"
							.formatted(words(longest(policy))),
						line(response), "a path with a version, or a shorter lifetime");
			}
		}).judge(evidence, notes);
	}

	private static void versionedShort(Evidence evidence, Notes notes) {
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			if (!evidence.resource().versioned()) {
				return;
			}
			if (longest(policy).compareTo(YEAR) < 0) {
				all.add(exchange,
						"its path names a version, and caches may keep it for %s".formatted(words(longest(policy))),
						line(response), "max-age=31536000, immutable");
			}
			else if (!policy.control().has("immutable")) {
				all.add(exchange, Level.INFO, "its path names a version, and browsers ask again on reload",
						line(response), "max-age=31536000, immutable");
			}
		}).judge(evidence, notes);
	}

	private static void expectations(Evidence evidence, Notes notes) {
		Expectations expected = evidence.resource().expectations();
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			expected.minTtl()
				.filter((min) -> shortest(policy).compareTo(min) < 0)
				.ifPresent((min) -> all.add(exchange, "its lifetime is shorter than declared", words(shortest(policy)),
						"at least " + words(min)));
			expected.maxTtl()
				.filter((max) -> longest(policy).compareTo(max) > 0)
				.ifPresent((max) -> all.add(exchange, "its lifetime is longer than declared", words(longest(policy)),
						"at most " + words(max)));
			expected.staleWhileRevalidate()
				.filter((min) -> window(policy, "stale-while-revalidate").compareTo(min) < 0)
				.ifPresent((min) -> all.add(exchange, "'stale-while-revalidate' is shorter than declared",
						words(window(policy, "stale-while-revalidate")), "at least " + words(min)));
			expected.storage()
				.filter((storage) -> storage != storage(policy))
				.ifPresent((storage) -> all.add(exchange, "others may store it than was declared",
						words(storage(policy)), words(storage)));
		}).judge(evidence, notes);
	}

	private static void cacheableError(Exchange exchange, Response response, Notes notes) {
		int status = response.status();
		boolean isError = status >= 400 && !CACHEABLE_ERRORS.contains(status) && !PRECONDITION_ERRORS.contains(status);
		if (isError) {
			mustNotBeFresh(exchange, response, notes);
		}
	}

	private static void cacheablePrecondition(Exchange exchange, Response response, Notes notes) {
		if (PRECONDITION_ERRORS.contains(response.status())) {
			mustNotBeFresh(exchange, response, notes);
		}
	}

	private static void mustNotBeFresh(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		if (policy.isFreshSomewhere()) {
			notes.add(exchange,
					"caches may answer with the status %d for %s".formatted(response.status(), words(longest(policy))),
					line(response), "no-store, or no lifetime");
		}
	}

	private static void noPolicy(Exchange exchange, Response response, Notes notes) {
		if (!Policy.of(exchange, response).isExplicit()) {
			String observed = response.fields().combined("Cache-Control").orElse("neither Cache-Control nor Expires");
			notes.add(exchange, "it does not say for how long it may be used, so caches guess", observed,
					"max-age, no-cache or no-store");
		}
	}

	private static void noCacheWithoutValidator(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		if (control.hasUnqualified("no-cache") && !control.has("no-store") && !hasValidator(response)) {
			notes.add(exchange, "it must be revalidated and can't be", line(response), "an ETag or Last-Modified");
		}
	}

	private static void expiresConflict(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		Optional<Duration> expires = untilExpires(response);
		if (control.has("no-store") || control.hasUnqualified("no-cache") || expires.isEmpty()) {
			return;
		}
		control.seconds("max-age")
			.filter(DeltaSeconds::isValid)
			.map(DeltaSeconds::duration)
			.filter((maxAge) -> maxAge.minus(expires.get()).abs().compareTo(Duration.ofSeconds(1)) > 0)
			.ifPresent((maxAge) -> notes.add(exchange, "'Expires' and 'max-age' disagree",
					"Expires after " + words(expires.get()), "after " + words(maxAge) + " as max-age says"));
	}

	private static Optional<Duration> untilExpires(Response response) {
		Optional<HttpDate> date = HttpDate.of(response, "Date");
		return HttpDate.of(response, "Expires")
			.flatMap((expires) -> date.map((start) -> Duration.between(start.instant(), expires.instant())))
			.map((duration) -> duration.isNegative() ? Duration.ZERO : duration);
	}

	private static void expiresSyntax(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		boolean decided = control.has("max-age") || control.has("no-store") || control.has("no-cache");
		for (String value : response.fields().values("Expires")) {
			if (HttpDate.parse(value, response.receivedAt()).isEmpty()) {
				notes.add(exchange, decided ? Level.INFO : Level.WARN, "'Expires' is no date", "'%s'".formatted(value),
						HttpDate.format(response.receivedAt()));
			}
		}
	}

	private static void heuristicNotFound(Exchange exchange, Response response, Notes notes) {
		if (CACHEABLE_ERRORS.contains(response.status()) && !Policy.of(exchange, response).isExplicit()) {
			notes.add(exchange, "caches may keep the status %d for as long as they guess".formatted(response.status()),
					response.fields().combined("Cache-Control").orElse("no Cache-Control"), "no-store or max-age");
		}
	}

	private static void storability(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		notes.add(exchange,
				"shared caches %s, browsers %s".formatted(mayStore(policy.shared()), mayStore(policy.personal())), "",
				"");
	}

	private static String mayStore(Policy.Use use) {
		return use.obstacle().map((reason) -> "may not store it (" + reason + ")").orElse("may store it");
	}

	private static void freshness(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		notes.add(exchange, "shared caches may use it %s, browsers %s; it was %s old".formatted(mayUse(policy.shared()),
				mayUse(policy.personal()), words(policy.age())), "", "");
	}

	private static String mayUse(Policy.Use use) {
		if (!use.isReusable()) {
			return use.isStorable() ? "after asking each time" : "never";
		}
		return "for %s (%s)".formatted(words(use.lifetime().duration()), use.lifetime().source().words());
	}

	private static void staleness(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		if (!policy.personal().isStorable()) {
			return;
		}
		boolean forbidden = policy.mustRevalidate() || policy.control().has("no-cache");
		boolean forShared = policy.control().has("proxy-revalidate") || policy.control().has("s-maxage");
		notes.add(exchange,
				"once stale it %s%s, while asking for %s, on errors for %s".formatted(
						forbidden ? "may not be used" : "may be used when the service can't be reached",
						(forShared && !forbidden) ? " (not by shared caches)" : "",
						words(window(policy, "stale-while-revalidate")), words(window(policy, "stale-if-error"))),
				"", "");
	}

	private static void staleWindows(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		for (String name : List.of("stale-while-revalidate", "stale-if-error")) {
			if (!policy.control().has(name)) {
				continue;
			}
			if (policy.mustRevalidate() || policy.control().has("no-cache")) {
				notes.add(exchange, "'%s' is void, as stale use is forbidden".formatted(name), line(response),
						"no 'must-revalidate' and no 'no-cache'");
			}
			else if (!policy.personal().lifetime().isExplicit()) {
				notes.add(exchange, "'%s' has no lifetime before it".formatted(name), line(response), "a max-age");
			}
		}
	}

	private static void expiresRedundant(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		if (control.has("max-age") && response.fields().has("Expires")) {
			notes.add(exchange, "'Expires' is sent and not read, as 'max-age' decides",
					"Expires: " + response.fields().first("Expires").orElse(""), "no Expires");
		}
	}

	private static void deprecated(String name, Exchange exchange, Response response, Notes notes) {
		response.fields()
			.combined(name)
			.ifPresent((value) -> notes.add(exchange, "'%s' means nothing to caches of today".formatted(name), value,
					"no such header"));
	}

	private static void pageNoStore(Exchange exchange, Response response, Notes notes) {
		boolean isPage = response.fields()
			.first("Content-Type")
			.filter((type) -> Text.lower(type).startsWith("text/html"))
			.isPresent();
		if (isPage && CacheControl.of(response.fields()).has("no-store")) {
			notes.add(exchange, "browsers load the page anew when somebody goes back to it", line(response),
					"no-cache");
		}
	}

	private static boolean hasValidator(Response response) {
		return response.fields().has("ETag") || response.fields().has("Last-Modified");
	}

	private static Duration window(Policy policy, String directive) {
		return policy.window(directive).orElse(Duration.ZERO);
	}

	private static Expectations.Storage storage(Policy policy) {
		if (policy.shared().isStorable()) {
			return Expectations.Storage.PUBLIC;
		}
		return policy.personal().isStorable() ? Expectations.Storage.PRIVATE : Expectations.Storage.NONE;
	}

	private static Duration longest(Policy policy) {
		return max(lifetime(policy.personal()), lifetime(policy.shared()));
	}

	/**
	 * Return the shortest lifetime among the caches that may store it.
	 */
	private static Duration shortest(Policy policy) {
		Duration personal = lifetime(policy.personal());
		Duration shared = policy.shared().isStorable() ? lifetime(policy.shared()) : personal;
		return (personal.compareTo(shared) < 0) ? personal : shared;
	}

	private static Duration lifetime(Policy.Use use) {
		return use.isReusable() ? use.lifetime().duration() : Duration.ZERO;
	}

	private static Duration max(Duration first, Duration second) {
		return (first.compareTo(second) > 0) ? first : second;
	}

	private static String words(Expectations.Storage storage) {
		return switch (storage) {
			case PUBLIC -> "every cache";
			case PRIVATE -> "browsers only";
			case NONE -> "nobody";
		};
	}

	private static String words(Duration duration) {
		return duration.toSeconds() + " s";
	}

	private static String line(Response response) {
		return response.fields()
			.combined("Cache-Control")
			.orElse(response.fields().first("Expires").map((value) -> "Expires: " + value).orElse("no Cache-Control"));
	}

}
