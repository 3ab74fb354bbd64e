package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Headers from before {@code Cache-Control}.
 */
final class OldFieldRules {

	private static final String NO_EXPIRES = "Set 'Cache-Control' alone; no cache in use needs 'Expires'";

	private OldFieldRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.warn("cc-expires-conflict", "RFC 9111, 5.3", "Expires and max-age name the same moment",
						NO_EXPIRES, Judgement.ofPlain(OldFieldRules::expiresConflict)),
				Rule.warn("expires-syntax", "RFC 9111, 5.3",
						"Expires is a date; a note only where Cache-Control decides without it", NO_EXPIRES,
						Judgement.ofEach(OldFieldRules::expiresSyntax)),
				Rule.info("cc-expires-redundant", "RFC 9111, 5.3", "Expires is not sent where max-age decides",
						NO_EXPIRES, Judgement.ofPlain(OldFieldRules::expiresRedundant)),
				Rule.info("pragma-deprecated", "RFC 9111, 5.4",
						"Pragma, which means nothing in a response, is left out",
						"With Spring Security: 'headers.cacheControl().disable()' and a 'Cache-Control' of your own",
						Judgement
							.ofPlain((exchange, response, notes) -> deprecated("Pragma", exchange, response, notes))),
				Rule.info("warning-deprecated", "RFC 9111, 5.5", "Warning, which is obsolete, is left out",
						"Remove what writes it", Judgement
							.ofPlain((exchange, response, notes) -> deprecated("Warning", exchange, response, notes))));
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
					"Expires after " + Text.seconds(expires.get()),
					"after " + Text.seconds(maxAge) + " as max-age says"));
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

}
