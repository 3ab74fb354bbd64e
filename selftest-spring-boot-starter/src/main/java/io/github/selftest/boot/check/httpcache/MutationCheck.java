package io.github.selftest.boot.check.httpcache;

import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.api.probe.CacheMutationProbe;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.RequestRule;

/**
 * Reads a resource, changes it, and reads it again as a cache does that has stored it.
 * The change is taken back by the engine, whatever becomes of the run.
 */
final class MutationCheck implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(MutationCheck.class);

	private final CheckDefinition definition;

	private final CacheMutationProbe probe;

	private final HttpCacheTools tools;

	MutationCheck(CacheMutationProbe probe, HttpCacheTools tools) {
		this.definition = HttpCacheDefinitions.ofMutation(HttpCacheDefinitions.id("httpCacheMutation", probe.name()),
				"Caches hear of a change of " + probe.name());
		this.probe = probe;
		this.tools = tools;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Optional<String> path = path();
		if (path.isEmpty()) {
			return CheckResult.of(ProbeCode.MUTATION_UNCLEAR.finding(
					"'%s' tells no path that can be asked for".formatted(this.probe.name()), "no path",
					RequestRule.PATH.expected()));
		}
		Resource resource = new Resource(this.probe.name(), path.get(), false, Expectations.NONE);
		Prober prober = new Prober(this.tools.loopback(), context, resource, this.tools.settings(), Optional.empty());
		ProbePlan plan = new ProbePlan(resource, resource.path(), Map.of());
		Optional<Response> before = plain(prober, plan);
		if (before.isEmpty()) {
			return unclear(context, prober, "no answer with 200");
		}
		KnownAnswers known = new KnownAnswers(prober.evidence());
		Probe conditional = known.tag().isPresent() ? Probe.OWN_TAG : Probe.OWN_DATE;
		if (plan.requests(conditional, prober.evidence()).isEmpty()) {
			return unclear(context, prober, "neither ETag nor Last-Modified");
		}
		context.onCleanup(this.probe::restore);
		if (isMutated(context)) {
			plan.requests(conditional, prober.evidence()).forEach((request) -> {
				Exchange after = prober.send(request);
				judge(context, prober, plan, before.get(), after);
			});
		}
		return context.result();
	}

	private Optional<String> path() {
		try {
			return Optional.of(this.probe.path()).filter(RequestRule.PATH::accepts);
		}
		catch (RuntimeException ex) {
			logger.warn("Mutation '{}' tells no path", this.probe.name(), ex);
			return Optional.empty();
		}
	}

	private boolean isMutated(CheckContext context) {
		try {
			this.probe.mutate();
			return true;
		}
		catch (Exception ex) {
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("interrupted while changing " + this.probe.name(), ex);
			}
			logger.warn("Mutation '{}' failed", this.probe.name(), ex);
			context.record(ProbeCode.MUTATION_FAILED.finding("Changing '%s' failed".formatted(this.probe.name()),
					ex.getClass().getName(), "a change"));
			return false;
		}
	}

	private void judge(CheckContext context, Prober prober, ProbePlan plan, Response before, Exchange after) {
		Optional<Response> answer = after.response();
		if (answer.filter(Response::isNotModified).isPresent()) {
			// is the change there at all, for one who asks without a condition?
			Optional<Response> now = plain(prober, plan);
			boolean isChanged = now.filter((plain) -> plain.body().differsFrom(before.body())).isPresent();
			if (isChanged) {
				broken(context, after, "304", "200 with the new content");
			}
			else {
				broken(context, after, "304, and the old content without a condition", "200 with the new content");
			}
			return;
		}
		if (answer.filter(Response::isOk).isEmpty()) {
			unclear(context, prober, answer.map((other) -> "status " + other.status()).orElse("no answer"));
			return;
		}
		compare(context, after, before, answer.get());
	}

	private void compare(CheckContext context, Exchange exchange, Response before, Response after) {
		if (after.body().sameAs(before.body())) {
			broken(context, exchange, "200 with the old content", "200 with the new content");
			return;
		}
		String tagBefore = validator(before);
		String tagAfter = validator(after);
		if (hasSameValidator(before, after)) {
			broken(context, exchange, tagAfter, "another validator than before");
			return;
		}
		context.record(ProbeCode.MUTATION.finding(Status.PASS,
				"'%s': a change brings new content and a new validator".formatted(exchange.path()), tagAfter,
				"another one than " + tagBefore));
	}

	private void broken(CheckContext context, Exchange exchange, String observed, String expected) {
		context.record(ProbeCode.MUTATION.finding(
				"'%s': caches do not hear of a change (%s)".formatted(exchange.path(), exchange.name()), observed,
				expected));
	}

	private static Optional<Response> plain(Prober prober, ProbePlan plan) {
		return plan.requests(Probe.PLAIN, prober.evidence())
			.stream()
			.map(prober::send)
			.flatMap((exchange) -> exchange.response().stream())
			.filter(Response::isOk)
			.findFirst();
	}

	private CheckResult unclear(CheckContext context, Prober prober, String seen) {
		context.record(ProbeCode.MUTATION_UNCLEAR.finding("'%s': a change cannot be looked at after %d requests"
			.formatted(this.probe.path(), prober.evidence().exchanges().size()), seen, "200 with a validator"));
		return context.result();
	}

	/**
	 * A date counts for nothing beside an ETag (RFC 9110, 13.1.3).
	 */
	private static boolean hasSameValidator(Response before, Response after) {
		Optional<String> tag = before.fields().first("ETag");
		return tag.isPresent() ? tag.equals(after.fields().first("ETag")) : validator(before).equals(validator(after));
	}

	private static String validator(Response response) {
		return "etag %s, last-modified %s".formatted(response.fields().first("ETag").orElse("none"),
				response.fields().first("Last-Modified").orElse("none"));
	}

}
