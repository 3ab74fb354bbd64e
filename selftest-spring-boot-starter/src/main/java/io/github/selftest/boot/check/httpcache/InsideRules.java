package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.selftest.api.Finding;

/**
 * What only a look from inside shows.
 */
final class InsideRules {

	/** These select no variant, or nobody stores what they bring. */
	private static final Set<String> NOT_FOR_VARY = Set.of("host", "range", "authorization", "content-type",
			"content-length", "connection", "x-synthetic-request", "x-selftest-probe");

	private InsideRules() {
	}

	/**
	 * Return what is to be said about the plain answer.
	 * @param plain the exchange
	 * @param response its answer
	 * @param view what was seen from inside
	 */
	static List<Finding> findings(Exchange plain, Response response, InsideView view) {
		Policy.Use shared = Policy.of(plain, response).shared();
		List<Finding> findings = new ArrayList<>();
		if (!shared.isStorable() || !shared.lifetime().isExplicit()) {
			return findings;
		}
		if (view.isSessionCreated()) {
			findings.add(ProbeCode.SESSION_CREATED.finding(
					"'%s': reading it creates a session (%s)".formatted(plain.path(), plain.name()), "a new session",
					"none, or no-store"));
		}
		undeclared(response, view).ifPresent((names) -> findings.add(ProbeCode.VARY_UNDECLARED.finding(
				"'%s': the application reads a header that 'Vary' does not name (%s)".formatted(plain.path(),
						plain.name()),
				names, "only what 'Vary: %s' names".formatted(response.fields().combined("Vary").orElse("")))));
		return findings;
	}

	private static Optional<String> undeclared(Response response, InsideView view) {
		Vary vary = Vary.of(response.fields());
		List<String> names = view.headersRead()
			.stream()
			.filter((name) -> !NOT_FOR_VARY.contains(Text.lower(name)) && !Text.lower(name).startsWith("if-"))
			.filter((name) -> !vary.covers(name))
			.toList();
		return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
	}

}
