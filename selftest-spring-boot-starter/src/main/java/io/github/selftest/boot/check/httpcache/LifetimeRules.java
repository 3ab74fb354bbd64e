package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;

/**
 * Whether an answer says for how long it may be used, and says what was meant.
 */
final class LifetimeRules {

	private static final Duration YEAR = Duration.ofDays(365);

	private static final String SET_POLICY = "Set 'spring.web.resources.cache.cachecontrol.*' for static resources, "
			+ "'ResponseEntity.cacheControl(...)' or a 'WebContentInterceptor' for handlers";

	private static final String VERSION_PATH = "Name the version in the path "
			+ "('spring.web.resources.chain.strategy.content.enabled=true'), or shorten the lifetime";

	private LifetimeRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("cc-immutable-unversioned", "RFC 8246, 2",
						"Only a path that names the version of its content is immutable or lives for a year",
						VERSION_PATH, LifetimeRules::immutableUnversioned),
				Rule.fail("fresh-lifetime-expected", "declared by the author",
						"Lifetime, stale-while-revalidate and storage are what the author declared for the route",
						"Set what was declared, or declare what is meant", LifetimeRules::expectations),
				Rule.warn("cc-explicit-policy", "RFC 9111, 4.2.2",
						"An answer says how long it may be used, or that it may not, so that no cache has to guess",
						SET_POLICY, Judgement.ofPlain(LifetimeRules::noPolicy)),
				Rule.warn("cc-nocache-no-validator", "RFC 9111, 5.2.2.4",
						"What has to be revalidated has an ETag or Last-Modified to revalidate it with",
						"Add 'ResponseEntity.eTag(...)' or '.lastModified(...)', or a 'ShallowEtagHeaderFilter' on the route",
						Judgement.ofPlain(LifetimeRules::noCacheWithoutValidator)),
				Rule.warn("cc-versioned-short", "RFC 8246, 2",
						"A path that names the version of its content lives for a year and is immutable",
						"Set 'spring.web.resources.cache.cachecontrol.max-age=365d'; 'CacheControl.immutable()' needs a "
								+ "'WebMvcConfigurer', as Boot has no property for it",
						LifetimeRules::versionedShort),
				Rule.info("cc-swr-sie-sanity", "RFC 5861, 3",
						"stale-while-revalidate and stale-if-error stand beside a lifetime, and nothing forbids stale use",
						"Set 'max-age' beside them and leave out 'must-revalidate' and 'no-cache'",
						Judgement.ofPlain(LifetimeRules::staleWindows)),
				Rule.info("bfcache-no-store", "practice",
						"A page is not no-store, which keeps browsers from going back to it at once",
						"Use 'no-cache, private' where the page holds no secrets; Spring Security's default is no-store",
						Judgement.ofPlain(LifetimeRules::pageNoStore)));
	}

	private static void immutableUnversioned(Evidence evidence, Notes notes) {
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			boolean isForEver = policy.control().has("immutable") || policy.longest().compareTo(YEAR) >= 0;
			if (!evidence.resource().versioned() && policy.isExplicit() && policy.isFreshSomewhere() && isForEver) {
				all.add(exchange,
						"it can't be taken back for %s, and its path names no version"
							.formatted(Text.seconds(policy.longest())),
						response.policy(), "a path with a version, or a shorter lifetime");
			}
		}).judge(evidence, notes);
	}

	private static void versionedShort(Evidence evidence, Notes notes) {
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			if (!evidence.resource().versioned()) {
				return;
			}
			if (policy.longest().compareTo(YEAR) < 0) {
				all.add(exchange, "its path names a version, and caches may keep it for %s"
					.formatted(Text.seconds(policy.longest())), response.policy(), "max-age=31536000, immutable");
			}
			else if (!policy.control().has("immutable")) {
				all.add(exchange, Level.INFO, "its path names a version, and browsers ask again on reload",
						response.policy(), "max-age=31536000, immutable");
			}
		}).judge(evidence, notes);
	}

	private static void expectations(Evidence evidence, Notes notes) {
		Expectations expected = evidence.resource().expectations();
		Judgement.ofPlain((exchange, response, all) -> {
			Policy policy = Policy.of(exchange, response);
			expected.minTtl()
				.filter((min) -> policy.shortest().compareTo(min) < 0)
				.ifPresent((min) -> all.add(exchange, "its lifetime is shorter than declared",
						Text.seconds(policy.shortest()), "at least " + Text.seconds(min)));
			expected.maxTtl()
				.filter((max) -> policy.longest().compareTo(max) > 0)
				.ifPresent((max) -> all.add(exchange, "its lifetime is longer than declared",
						Text.seconds(policy.longest()), "at most " + Text.seconds(max)));
			expected.staleWhileRevalidate()
				.filter((min) -> policy.window("stale-while-revalidate").compareTo(min) < 0)
				.ifPresent((min) -> all.add(exchange, "'stale-while-revalidate' is shorter than declared",
						Text.seconds(policy.window("stale-while-revalidate")), "at least " + Text.seconds(min)));
			expected.storage()
				.filter((storage) -> storage != storage(policy))
				.ifPresent((storage) -> all.add(exchange, "others may store it than was declared",
						words(storage(policy)), words(storage)));
		}).judge(evidence, notes);
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
			notes.add(exchange, "it must be revalidated and can't be", response.policy(), "an ETag or Last-Modified");
		}
	}

	private static void staleWindows(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		for (String name : List.of("stale-while-revalidate", "stale-if-error")) {
			if (!policy.control().has(name)) {
				continue;
			}
			if (policy.mustRevalidate() || policy.control().has("no-cache")) {
				notes.add(exchange, "'%s' is void, as stale use is forbidden".formatted(name), response.policy(),
						"no 'must-revalidate' and no 'no-cache'");
			}
			else if (!policy.personal().lifetime().isExplicit()) {
				notes.add(exchange, "'%s' has no lifetime before it".formatted(name), response.policy(), "a max-age");
			}
		}
	}

	private static void pageNoStore(Exchange exchange, Response response, Notes notes) {
		boolean isPage = response.fields()
			.first("Content-Type")
			.filter((type) -> Text.lower(type).startsWith("text/html"))
			.isPresent();
		if (isPage && CacheControl.of(response.fields()).has("no-store")) {
			notes.add(exchange, "browsers load the page anew when somebody goes back to it", response.policy(),
					"no-cache");
		}
	}

	private static boolean hasValidator(Response response) {
		return response.fields().has("ETag") || response.fields().has("Last-Modified");
	}

	private static Expectations.Storage storage(Policy policy) {
		if (policy.shared().isStorable()) {
			return Expectations.Storage.PUBLIC;
		}
		return policy.personal().isStorable() ? Expectations.Storage.PRIVATE : Expectations.Storage.NONE;
	}

	private static String words(Expectations.Storage storage) {
		return switch (storage) {
			case PUBLIC -> "every cache";
			case PRIVATE -> "browsers only";
			case NONE -> "nobody";
		};
	}

}
