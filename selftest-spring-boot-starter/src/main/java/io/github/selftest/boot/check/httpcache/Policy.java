package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Optional;

/**
 * What RFC 9111 lets caches do with a response: who may store it, how long it is fresh,
 * and what holds once it is stale.
 *
 * @param control the directives
 * @param personal what the cache of one user may do
 * @param shared what a cache of many users may do
 * @param age how old it was when it was received
 */
record Policy(CacheControl control, Use personal, Use shared, Duration age) {

	static Policy of(Exchange exchange, Response response) {
		CacheControl control = CacheControl.of(response.fields());
		return new Policy(control, use(exchange, response, control, false), use(exchange, response, control, true),
				age(response));
	}

	/**
	 * Return whether the response says how it may be cached, or that it may not be.
	 */
	boolean isExplicit() {
		return this.control.has("no-store") || this.control.has("no-cache") || this.personal.lifetime().isExplicit()
				|| this.shared.lifetime().isExplicit();
	}

	/**
	 * Return whether some cache may use it without asking.
	 */
	boolean isFreshSomewhere() {
		return this.personal.isReusable() || this.shared.isReusable();
	}

	boolean mustRevalidate() {
		return this.control.has("must-revalidate");
	}

	/**
	 * Return how long a directive says, nothing at all when it is not there.
	 */
	Duration window(String directive) {
		return this.control.seconds(directive).map(DeltaSeconds::duration).orElse(Duration.ZERO);
	}

	/**
	 * Return the longest time for which some cache may use it without asking.
	 */
	Duration longest() {
		Duration personal = this.personal.usable();
		Duration shared = this.shared.usable();
		return (personal.compareTo(shared) > 0) ? personal : shared;
	}

	/**
	 * Return that time and the one for which it may be used while the cache asks.
	 */
	Duration longestInUse() {
		boolean asksFirst = mustRevalidate() || this.control.has("no-cache")
				|| !(this.personal.isStorable() || this.shared.isStorable());
		return asksFirst ? longest() : longest().plus(window("stale-while-revalidate"));
	}

	/**
	 * Return whether some cache may store it without being told for how long.
	 */
	boolean leavesToGuess() {
		return this.personal.isGuessed() || this.shared.isGuessed();
	}

	/**
	 * Return the shortest such time among the caches that may store it.
	 */
	Duration shortest() {
		Duration personal = this.personal.usable();
		Duration shared = this.shared.isStorable() ? this.shared.usable() : personal;
		return (personal.compareTo(shared) < 0) ? personal : shared;
	}

	private static Use use(Exchange exchange, Response response, CacheControl control, boolean shared) {
		Optional<String> obstacle = Storing.obstacle(exchange, response, control, shared);
		return new Use(obstacle, Lifetime.of(response, control, shared), control.hasUnqualified("no-cache"));
	}

	private static Duration age(Response response) {
		Duration apparent = HttpDate.of(response, "Date")
			.map((date) -> Duration.between(date.instant(), response.receivedAt()))
			.filter((duration) -> !duration.isNegative())
			.orElse(Duration.ZERO);
		Duration declared = response.fields()
			.first("Age")
			.map((text) -> DeltaSeconds.parse(Vary.membersOf(text).findFirst().orElse("")).duration())
			.orElse(Duration.ZERO);
		return (apparent.compareTo(declared) > 0) ? apparent : declared;
	}

	/**
	 * What one sort of cache may do.
	 *
	 * @param obstacle why it may not store it, nothing when it may
	 * @param lifetime how long it may use it
	 * @param asksAlways whether it has to ask before each use
	 */
	record Use(Optional<String> obstacle, Lifetime lifetime, boolean asksAlways) {

		boolean isStorable() {
			return this.obstacle.isEmpty();
		}

		/**
		 * Return whether it may store it and use it for a while without asking.
		 */
		boolean isReusable() {
			return isStorable() && !this.asksAlways && this.lifetime.isPositive();
		}

		boolean isGuessed() {
			return isStorable() && !this.asksAlways && this.lifetime.source() == Lifetime.Source.HEURISTIC;
		}

		/**
		 * Return how long it may use it without asking.
		 */
		Duration usable() {
			return isReusable() ? this.lifetime.duration() : Duration.ZERO;
		}

	}

}
