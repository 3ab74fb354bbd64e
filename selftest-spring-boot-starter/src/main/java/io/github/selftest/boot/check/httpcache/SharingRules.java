package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Set;

/**
 * That no cache shows one user what belongs to another.
 */
final class SharingRules {

	private static final Set<String> IDENTIFYING = Set.of("authorization", "cookie");

	private static final String MAKE_PRIVATE = "Set 'CacheControl.cachePrivate()' or 'no-store' on the route";

	private SharingRules() {
	}

	static List<Rule> rules() {
		return List.of(Rule.fail("cc-set-cookie-cacheable", "RFC 9111, 7.3",
				"An answer that shared caches may use sets no cookie, which most of them would hand to everybody",
				MAKE_PRIVATE + ", or do not touch the session there ('SessionCreationPolicy.STATELESS')",
				Judgement.ofEach(SharingRules::cookie)),
				Rule.fail("cc-personalised-shared", "RFC 9111, 7.3",
						"Content that depends on who asks is not storable by shared caches", MAKE_PRIVATE,
						SharingRules::personalised),
				Rule.warn("cc-auth-shared", "RFC 9111, 3.5",
						"The answer to a request with Authorization is opened for shared caches by 'public' or not at all",
						MAKE_PRIVATE + "; say 'public' where everybody may see it",
						Judgement.ofEach(SharingRules::openedBySideEffect)));
	}

	private static void cookie(Exchange exchange, Response response, Notes notes) {
		if (!response.fields().has("Set-Cookie") || response.isNotModified()) {
			return;
		}
		Policy.Use shared = Policy.of(exchange, response).shared();
		if (!shared.isStorable() || shared.asksAlways()) {
			return;
		}
		if (shared.lifetime().isPositive() && shared.lifetime().isExplicit()) {
			notes.add(exchange, "it sets a cookie, and shared caches may use it for others",
					cookieNames(response) + ", " + response.policy(), "no cookie, or private");
		}
		else if (!shared.lifetime().isExplicit()) {
			notes.add(exchange, Level.WARN, "it sets a cookie, and shared caches may guess a lifetime for it",
					cookieNames(response) + ", " + response.policy(), "no cookie, or private");
		}
	}

	private static void personalised(Evidence evidence, Notes notes) {
		Judgement.compared((plain, exchange, response, all) -> {
			boolean identifies = IDENTIFYING.contains(Text.lower(exchange.detail()));
			boolean isKeptApart = Vary.of(response.fields()).covers(exchange.detail());
			if (identifies && response.isSuccess() && plain.body().differsFrom(response.body())
					&& Policy.of(exchange, response).shared().isStorable() && !isKeptApart) {
				all.add(exchange,
						"its content depends on '%s', and shared caches may store it".formatted(exchange.detail()),
						response.policy(), "private or no-store");
			}
		}, Probe.VARIED).whenSteady().judge(evidence, notes);
	}

	private static void openedBySideEffect(Exchange exchange, Response response, Notes notes) {
		CacheControl control = CacheControl.of(response.fields());
		if (!exchange.request().has("Authorization") || !Policy.of(exchange, response).shared().isStorable()) {
			return;
		}
		if (control.has("public")) {
			notes.add(exchange, Level.INFO, "shared caches may store the answer to a request with credentials",
					response.policy(), "public, where everybody may see it");
		}
		else {
			notes.add(exchange, "'must-revalidate' or 's-maxage' lets shared caches store the answer to a request with "
					+ "credentials", response.policy(), "private, or public where everybody may see it");
		}
	}

	/**
	 * The names of cookies tell enough; their values may be secrets.
	 */
	private static String cookieNames(Response response) {
		return "cookies " + response.fields()
			.values("Set-Cookie")
			.stream()
			.map((cookie) -> "'" + cookie.replaceFirst("[=;].*", "") + "'")
			.distinct()
			.toList();
	}

}
