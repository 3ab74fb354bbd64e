package io.github.selftest.boot.synthetic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of synthetic requests.
 *
 * @param enabled Whether requests that are marked as synthetic are recognised, where a
 * key, a token or an authenticator exists.
 * @param audience Name by which signatures address this service, that of
 * 'spring.application.name' unless set.
 * @param externalPrefixes Paths that a proxy takes off, such as '/shop'. Callers may have
 * signed the target with one of them in front.
 * @param readOnlyPaths Paths below the context path on which synthetic requests without a
 * tenant may use methods other than GET, HEAD, OPTIONS and TRACE, as the calls only read,
 * such as 'POST /auth/token'.
 * @param requestsPerSecond Number of synthetic requests of all keys and tokens together
 * in a second.
 * @param maxNonces Number of nonces that are remembered. Each request keeps one for up to
 * 256 seconds, and without room it is refused.
 * @param vendorMarks Whether requests that Datadog, New Relic, CloudWatch, Grafana, k6 or
 * a baggage entry 'synthetic_request=true' mark are named and counted. They stay those of
 * users.
 * @param keys Keys that requests are signed with.
 * @param tokens Static tokens that prove a request by hand. Whoever sees one can use it
 * until it is removed.
 */
@ConfigurationProperties("selftest.synthetic")
record SyntheticProperties(@DefaultValue("true") boolean enabled, @Nullable String audience,
		@DefaultValue List<String> externalPrefixes, @DefaultValue List<String> readOnlyPaths,
		@DefaultValue("100") int requestsPerSecond, @DefaultValue("30000") int maxNonces,
		@DefaultValue("false") boolean vendorMarks, @DefaultValue List<Key> keys, @DefaultValue List<Token> tokens) {

	static final String PREFIX = "selftest.synthetic";

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	/** Stays in a value when what it names is not set. Anybody can guess it. */
	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

	private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]*");

	private static final Pattern EXTERNAL_PREFIX = Pattern.compile("(/[A-Za-z0-9._~%-]+)+");

	private static final int SHORTEST_SECRET = 32;

	private static final int HIGHEST_RATE = 10_000;

	private static final int MOST_PREFIXES = 10;

	private static final int MOST_NONCES = 1_000_000;

	private static final String NEW_SECRET = "Use a random secret, such as that of 'openssl rand -hex 32'.";

	SyntheticProperties {
		requireRate(PREFIX + ".requests-per-second", requestsPerSecond);
		if (maxNonces < 1 || maxNonces > MOST_NONCES) {
			throw new InvalidSyntheticException(PREFIX + ".max-nonces", String.valueOf(maxNonces),
					"a number from 1 to " + MOST_NONCES,
					"Give 256 times the requests that may come in a second, so that none is refused.");
		}
		if (audience != null && !LINE.matcher(audience).matches()) {
			throw new InvalidSyntheticException(PREFIX + ".audience", "a text with control characters", "one line",
					"Give the name of the service.");
		}
		requirePrefixes(externalPrefixes);
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < keys.size(); i++) {
			keys.get(i).validate(PREFIX + ".keys[" + i + "]", ids);
		}
		for (int i = 0; i < tokens.size(); i++) {
			tokens.get(i).validate(PREFIX + ".tokens[" + i + "]", ids);
		}
	}

	private static void requirePrefixes(List<String> prefixes) {
		if (prefixes.size() > MOST_PREFIXES) {
			throw new InvalidSyntheticException(PREFIX + ".external-prefixes", prefixes.size() + " prefixes",
					"at most " + MOST_PREFIXES, "Remove those that no proxy takes off any more.");
		}
		for (int i = 0; i < prefixes.size(); i++) {
			if (!EXTERNAL_PREFIX.matcher(prefixes.get(i)).matches()) {
				throw new InvalidSyntheticException(PREFIX + ".external-prefixes[" + i + "]",
						"'" + prefixes.get(i) + "'", "a path such as '/shop', without a '/' at the end",
						"Give what a proxy takes off the front of the path.");
			}
		}
	}

	private static void requireId(String property, @Nullable String id, Set<String> ids) {
		if (id == null || !ID.matcher(id).matches() || id.equals(SelfKey.ID)) {
			throw new InvalidSyntheticException(property + ".id", (id != null) ? "'" + id + "'" : "nothing",
					"1 to 64 letters, digits, '.', '_' and '-', starting with a letter or digit, and not '" + SelfKey.ID
							+ "'",
					"Name it after who uses it, such as 'ci'.");
		}
		if (!ids.add(id)) {
			throw new InvalidSyntheticException(property + ".id", "'" + id + "', which another has as well",
					"an id of its own", "Give each key and token an id of its own, such as 'ci-1' and 'ci-2'.");
		}
	}

	private static void requireSecret(String property, @Nullable String secret) {
		if (secret == null) {
			throw new InvalidSyntheticException(property, "nothing", "32 bytes or more", NEW_SECRET);
		}
		Matcher placeholder = PLACEHOLDER.matcher(secret);
		if (placeholder.find()) {
			throw new InvalidSyntheticException(property, "a placeholder which nothing resolves", "a value",
					"Set the property or environment variable that it names.");
		}
		int length = secret.getBytes(StandardCharsets.UTF_8).length;
		if (length < SHORTEST_SECRET) {
			throw new InvalidSyntheticException(property, length + " bytes", "32 bytes or more", NEW_SECRET);
		}
	}

	private static void requireRate(String property, int rate) {
		if (rate < 1 || rate > HIGHEST_RATE) {
			throw new InvalidSyntheticException(property, String.valueOf(rate), "a number from 1 to " + HIGHEST_RATE,
					"Give the number of requests in a second; twice as many may come at once.");
		}
	}

	/**
	 * A key.
	 *
	 * @param id Name of the key, which signatures and log lines carry.
	 * @param secret Secret of the key, of 32 bytes or more.
	 * @param notAfter Moment after which the key is good no more, such as
	 * '2027-01-31T00:00:00Z'.
	 * @param tenants Sandbox tenants that requests may act for. An asterisk at the end
	 * stands for any rest.
	 * @param faults Faults that requests may ask for. An asterisk at the end stands for
	 * any rest.
	 * @param paths Paths below the context path that requests may call, such as
	 * '/products/**', perhaps after a method; all unless set.
	 * @param requestsPerSecond Number of requests in a second.
	 */
	@ConfigurationPropertiesSource
	record Key(@Nullable String id, @Nullable String secret, @Nullable Instant notAfter,
			@DefaultValue Set<String> tenants, @DefaultValue Set<String> faults, @DefaultValue List<String> paths,
			@DefaultValue("50") int requestsPerSecond) {

		void validate(String property, Set<String> ids) {
			requireId(property, this.id, ids);
			requireSecret(property + ".secret", this.secret);
			requireRate(property + ".requests-per-second", this.requestsPerSecond);
			PathRules.of(property + ".paths", this.paths);
		}

		@Override
		public String toString() {
			return "key '" + this.id + "'";
		}

	}

	/**
	 * A static token.
	 *
	 * @param id Name of the token, which log lines carry.
	 * @param value Token that is sent, of 32 bytes or more.
	 * @param notAfter Moment after which the token is good no more, such as
	 * '2027-01-31T00:00:00Z'.
	 * @param tenants Sandbox tenants that requests may act for. An asterisk at the end
	 * stands for any rest.
	 * @param faults Faults that requests may ask for. An asterisk at the end stands for
	 * any rest.
	 * @param paths Paths below the context path that requests may call, such as
	 * '/products/**', perhaps after a method; all unless set.
	 * @param requestsPerSecond Number of requests in a second.
	 */
	@ConfigurationPropertiesSource
	record Token(@Nullable String id, @Nullable String value, @Nullable Instant notAfter,
			@DefaultValue Set<String> tenants, @DefaultValue Set<String> faults, @DefaultValue List<String> paths,
			@DefaultValue("50") int requestsPerSecond) {

		void validate(String property, Set<String> ids) {
			requireId(property, this.id, ids);
			requireSecret(property + ".value", this.value);
			requireRate(property + ".requests-per-second", this.requestsPerSecond);
			PathRules.of(property + ".paths", this.paths);
		}

		@Override
		public String toString() {
			return "token '" + this.id + "'";
		}

	}

}
