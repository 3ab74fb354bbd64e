package io.github.selftest.boot.check.httpcache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.Secrets;

/**
 * Probes one resource and judges what came back.
 */
final class HttpCacheCheck implements BuiltInCheck {

	private final CheckDefinition definition;

	private final Target target;

	private final HttpCacheTools tools;

	HttpCacheCheck(CheckDefinition definition, Target target, HttpCacheTools tools) {
		this.definition = definition;
		this.target = target;
		this.tools = tools;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	Target target() {
		return this.target;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Optional<Resource> resource = this.target.resource(this.tools.paths());
		if (resource.isEmpty()) {
			return CheckResult.of(noPath());
		}
		Prober prober = new Prober(this.tools.loopback(), context, resource.get(), this.tools.settings(),
				this.tools.views());
		ProbePlan plan = new ProbePlan(resource.get(), this.target.missingPath(resource.get()), variedHeaders(context));
		try {
			prober.probe(plan, this.target.tier());
		}
		catch (FindingError error) {
			context.record(error.finding());
		}
		report(context, prober);
		return context.result();
	}

	private Map<String, String> variedHeaders(CheckContext context) {
		if (!this.target.tier().includes(Tier.DEEP)) {
			return Map.of();
		}
		Map<String, String> headers = new LinkedHashMap<>(this.tools.settings().variedHeaders());
		headers.putAll(this.tools.identities().headers(context));
		return headers;
	}

	private void report(CheckContext context, Prober prober) {
		Evidence evidence = prober.evidence();
		String name = this.target.name();
		this.tools.lifetimes().see(name, evidence);
		this.tools.judge().findings(evidence, prober.bodyProblems()).forEach((finding) -> record(context, finding));
		this.tools.ignored().expired(name, context.clock()).forEach(context::record);
		evidence.plain().filter(Response::isOk).ifPresent((plain) -> compare(context, evidence.resource(), plain));
		lookInside(context, prober);
		measure(context, evidence);
	}

	private void lookInside(CheckContext context, Prober prober) {
		Evidence evidence = prober.evidence();
		Optional<InsideView> whole = prober.view(Probe.PLAIN);
		Optional<Exchange> plain = evidence.exchange(Probe.PLAIN);
		whole.ifPresent((view) -> plain.ifPresent((exchange) -> exchange.response()
			.filter(Response::isOk)
			.ifPresent((response) -> InsideRules.findings(exchange, response, view)
				.forEach((finding) -> record(context, finding)))));
		evidence.exchange(Probe.OWN_TAG)
			.filter((exchange) -> exchange.response().filter(Response::isNotModified).isPresent())
			// the first request of all pays for what the others find ready
			.ifPresent((exchange) -> compareWork(context, exchange, prober.view(Probe.REPEATED).or(() -> whole),
					prober.view(Probe.OWN_TAG)));
	}

	private void compareWork(CheckContext context, Exchange notModified, Optional<InsideView> whole,
			Optional<InsideView> conditional) {
		whole.flatMap((view) -> conditional.flatMap((other) -> SavedWork.of(view, other))).ifPresent((saved) -> {
			record(context, saved.finding(notModified));
			saved.measurements().forEach(context::record);
		});
	}

	private void compare(CheckContext context, Resource resource, Response plain) {
		Fingerprint own = Fingerprint.of(plain.fields(), plain.body());
		record(context, own.finding(resource));
		this.tools.peer()
			.ifPresent((peer) -> peer.compare(resource, own, context.remaining())
				.forEach((finding) -> record(context, finding)));
	}

	private void record(CheckContext context, Finding finding) {
		context.record(this.tools.ignored().applyTo(this.target.name(), finding, context.clock()));
	}

	private static void measure(CheckContext context, Evidence evidence) {
		evidence.plain().ifPresent((plain) -> context.record(Measurement.of("plainFirstByte", plain.latency())));
		evidence.response(Probe.OWN_TAG)
			.or(() -> evidence.response(Probe.OWN_DATE))
			.filter(Response::isNotModified)
			.ifPresent((fresh) -> context.record(Measurement.of("notModifiedFirstByte", fresh.latency())));
		context.record(Measurement.of("requests", evidence.exchanges().size(), "count"));
	}

	private Finding noPath() {
		return ProbeCode.NO_PATH.finding(Status.INCONCLUSIVE,
				"'%s' cannot be asked for".formatted(Secrets.maskedPath(this.target.path())),
				"a variable without a value", "a value for each variable");
	}

}
