package io.github.selftest.boot.check.httpcache;

import java.util.List;

/**
 * Tells what RFC 9111 lets caches do with the answer.
 */
final class PolicyReport {

	private static final String SET_POLICY = "Set 'spring.web.resources.cache.cachecontrol.*' for static resources, "
			+ "'ResponseEntity.cacheControl(...)' or a 'WebContentInterceptor' for handlers";

	private PolicyReport() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.info("storability", "RFC 9111, 3", "Told: who may store the answer", SET_POLICY,
						Judgement.ofPlain(PolicyReport::storability)),
				Rule.info("freshness", "RFC 9111, 4.2", "Told: how long the answer may be used, and what says so",
						SET_POLICY, Judgement.ofPlain(PolicyReport::freshness)),
				Rule.info("staleness", "RFC 9111, 4.2.4", "Told: what caches may do once the lifetime is over",
						SET_POLICY, Judgement.ofPlain(PolicyReport::staleness)));
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
				mayUse(policy.personal()), Text.seconds(policy.age())), "", "");
	}

	private static String mayUse(Policy.Use use) {
		if (!use.isReusable()) {
			return use.isStorable() ? "after asking each time" : "never";
		}
		return "for %s (%s)".formatted(Text.seconds(use.lifetime().duration()), use.lifetime().source().words());
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
						Text.seconds(policy.window("stale-while-revalidate")),
						Text.seconds(policy.window("stale-if-error"))),
				"", "");
	}

}
