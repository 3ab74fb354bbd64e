package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a response may be used without asking again (RFC 9111, 4.2.1).
 *
 * @param source what says so
 * @param duration how long
 */
record Lifetime(Source source, Duration duration) {

	private static final int HEURISTIC_SHARE = 10;

	static Lifetime of(Response response, CacheControl control, boolean shared) {
		if (shared && control.has("s-maxage")) {
			return new Lifetime(Source.S_MAXAGE, seconds(control, "s-maxage"));
		}
		if (control.has("max-age")) {
			return new Lifetime(Source.MAX_AGE, seconds(control, "max-age"));
		}
		if (response.fields().has("Expires")) {
			return new Lifetime(Source.EXPIRES, untilExpires(response));
		}
		if (HeuristicStatus.includes(response.status()) || control.has("public")) {
			return new Lifetime(Source.HEURISTIC, heuristic(response));
		}
		return new Lifetime(Source.NONE, Duration.ZERO);
	}

	boolean isExplicit() {
		return this.source != Source.HEURISTIC && this.source != Source.NONE;
	}

	boolean isPositive() {
		return this.duration.compareTo(Duration.ZERO) > 0;
	}

	/**
	 * What is no number of seconds leaves the response stale.
	 */
	private static Duration seconds(CacheControl control, String name) {
		return control.seconds(name).map(DeltaSeconds::duration).orElse(Duration.ZERO);
	}

	private static Duration untilExpires(Response response) {
		Optional<Instant> expires = response.fields()
			.first("Expires")
			.flatMap((text) -> HttpDate.parse(text, response.receivedAt()))
			.map(HttpDate::instant);
		return expires.map((instant) -> notNegative(Duration.between(date(response), instant))).orElse(Duration.ZERO);
	}

	/**
	 * A tenth of the time since the last change, as most caches guess.
	 */
	private static Duration heuristic(Response response) {
		return HttpDate.of(response, "Last-Modified")
			.map((modified) -> notNegative(
					Duration.between(modified.instant(), date(response)).dividedBy(HEURISTIC_SHARE)))
			.orElse(Duration.ZERO);
	}

	private static Instant date(Response response) {
		return HttpDate.of(response, "Date").map(HttpDate::instant).orElse(response.receivedAt());
	}

	private static Duration notNegative(Duration duration) {
		return duration.isNegative() ? Duration.ZERO : duration;
	}

	/**
	 * What a lifetime may come from.
	 */
	enum Source {

		/** The directive for shared caches. */
		S_MAXAGE("s-maxage"),

		/** The directive for all caches. */
		MAX_AGE("max-age"),

		/** The date, compared with that of the response. */
		EXPIRES("Expires"),

		/** Nothing; caches may guess. */
		HEURISTIC("a guess"),

		/** Nothing; caches must not guess. */
		NONE("nothing");

		private final String words;

		Source(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}
