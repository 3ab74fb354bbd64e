package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Set;

/**
 * For how long an error is shown once its cause is gone.
 */
final class ErrorRules {

	private static final String ERRORS = "Set 'Cache-Control: no-store' in the '@ExceptionHandler' or 'ErrorController', "
			+ "and set the lifetime in the handler, not in a 'WebContentInterceptor', which runs before it fails";

	/** Errors that a cache may store by definition. */
	private static final Set<Integer> CACHEABLE_ERRORS = Set.of(404, 405, 410, 414, 501);

	private static final Set<Integer> PRECONDITION_ERRORS = Set.of(412, 416);

	private ErrorRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("cc-error-cacheable", "RFC 9110, 15.1",
						"An error has no lifetime, so that it ends when its cause ends", ERRORS,
						Judgement.ofEach(ErrorRules::cacheableError)),
				Rule.warn("cc-notfound-heuristic", "RFC 9110, 15.1",
						"An answer such as 404 that caches may store by themselves says whether they should",
						"Set 'Cache-Control' in the '@ExceptionHandler' or 'ErrorController' of the error",
						Judgement.of(ErrorRules::heuristicNotFound, Probe.MISSING)),
				Rule.warn("cc-412-416-cacheable", "RFC 9110, 15.5.13",
						"A failed precondition or range has no lifetime, as it says nothing about the resource", ERRORS,
						Judgement.ofEach(ErrorRules::cacheablePrecondition)));
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
			notes.add(exchange, "caches may answer with the status %d for %s".formatted(response.status(),
					Text.seconds(policy.longest())), response.policy(), "no-store, or no lifetime");
		}
	}

	private static void heuristicNotFound(Exchange exchange, Response response, Notes notes) {
		if (CACHEABLE_ERRORS.contains(response.status()) && !Policy.of(exchange, response).isExplicit()) {
			notes.add(exchange, "caches may keep the status %d for as long as they guess".formatted(response.status()),
					response.fields().combined("Cache-Control").orElse("no Cache-Control"), "no-store or max-age");
		}
	}

}
