package io.github.selftest.boot.check.httpcache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.FindingError;
import io.github.selftest.boot.check.NoAnswer;
import io.github.selftest.boot.check.RawAnswer;
import io.github.selftest.boot.check.RawBody;
import io.github.selftest.boot.check.RawField;
import io.github.selftest.boot.check.RawLoopback;
import io.github.selftest.boot.check.RawRequest;

/**
 * Sends the probes of a tier to one resource, one after the other. Stops at the first
 * that gets no answer, and at a plain answer that is no content: what is broken is not
 * asked again.
 */
final class Prober {

	private static final Set<Probe> WATCHED = EnumSet.of(Probe.PLAIN, Probe.OWN_TAG, Probe.REPEATED);

	/** What parts are compared with. Of all others little is kept, as they add up. */
	private static final Set<Probe> KEPT_WHOLE = EnumSet.of(Probe.PLAIN, Probe.GZIP);

	private final RawLoopback loopback;

	private final CheckContext run;

	private final Duration timeout;

	private final long maxBody;

	private final List<Exchange> exchanges = new ArrayList<>();

	private final List<BodyProblem> bodyProblems = new ArrayList<>();

	private final Map<Probe, InsideView> viewsByProbe = new EnumMap<>(Probe.class);

	private final Resource resource;

	private final Optional<InsideViews> views;

	Prober(RawLoopback loopback, CheckContext run, Resource resource, ProbeSettings settings,
			Optional<InsideViews> views) {
		this.loopback = loopback;
		this.run = run;
		this.resource = resource;
		this.views = views;
		this.timeout = settings.timeout();
		this.maxBody = settings.maxBody().toBytes();
	}

	/**
	 * Send what the plan says.
	 * @param plan the plan
	 * @param tier how much to ask
	 * @throws FindingError if no more can be sent; what was seen so far is kept
	 */
	void probe(ProbePlan plan, Tier tier) {
		for (Probe probe : Probe.values()) {
			if (tier.includes(probe.tier()) || isSecondLookNeeded(probe)) {
				for (ProbeRequest request : plan.requests(probe, evidence())) {
					send(request);
				}
			}
			if (!isWorthMore()) {
				return;
			}
		}
	}

	Evidence evidence() {
		return new Evidence(this.resource, this.exchanges);
	}

	List<BodyProblem> bodyProblems() {
		return List.copyOf(this.bodyProblems);
	}

	/**
	 * Send one request and keep what came of it.
	 * @param request the request
	 * @return what came of it
	 */
	Exchange send(ProbeRequest request) {
		BodyTap tap = new BodyTap(KEPT_WHOLE.contains(request.probe()) ? BodyCollector.WHOLE : BodyCollector.PART);
		Optional<String> name = watchedName(request.probe());
		List<RawField> lines = new ArrayList<>(raw(request.fields()));
		name.ifPresent((value) -> lines.add(new RawField(InsideViews.HEADER, value)));
		RawRequest raw = new RawRequest(request.method(), request.path(), lines, this.timeout, this.maxBody, tap);
		try {
			RawAnswer answer = this.loopback.send(this.run, raw);
			Exchange exchange = request.with(outcome(answer, tap));
			this.exchanges.add(exchange);
			if (answer instanceof RawAnswer.Received received) {
				keepProblem(exchange, received.body());
			}
			return exchange;
		}
		finally {
			name.ifPresent((value) -> keepView(request.probe(), value));
		}
	}

	/**
	 * Return what was seen from inside while the first request of a probe was answered.
	 */
	Optional<InsideView> view(Probe probe) {
		return Optional.ofNullable(this.viewsByProbe.get(probe));
	}

	private Optional<String> watchedName(Probe probe) {
		return WATCHED.contains(probe) ? this.views.map(InsideViews::expect) : Optional.empty();
	}

	private void keepView(Probe probe, String name) {
		this.views.map((all) -> all.take(name)).ifPresent((view) -> this.viewsByProbe.putIfAbsent(probe, view));
	}

	private void keepProblem(Exchange exchange, RawBody body) {
		if (body.end() == RawBody.End.BROKEN) {
			this.bodyProblems.add(new BodyProblem(exchange, body));
		}
	}

	private boolean isSecondLookNeeded(Probe probe) {
		return probe == Probe.REPEATED && new KnownAnswers(evidence()).needSecondLook();
	}

	private boolean isWorthMore() {
		boolean isAnswered = this.exchanges.stream().allMatch((exchange) -> exchange.failure().isEmpty());
		return isAnswered && this.bodyProblems.isEmpty() && evidence().plain().filter(Response::isOk).isPresent();
	}

	private Outcome outcome(RawAnswer answer, BodyTap tap) {
		if (answer instanceof RawAnswer.Missing missing) {
			return new Failure(kind(missing.problem()), missing.problem().text());
		}
		return response((RawAnswer.Received) answer, tap);
	}

	private Response response(RawAnswer.Received answer, BodyTap tap) {
		Fields fields = BodyTap.fields(answer.fields());
		RawBody.End end = answer.body().end();
		boolean isComplete = end == RawBody.End.COMPLETE || end == RawBody.End.NONE;
		Instant receivedAt = receivedAt(this.run.clock(), answer);
		return new Response(answer.status(), fields, tap.body(isComplete), answer.body().excess() > 0, receivedAt,
				answer.firstByte());
	}

	private static Instant receivedAt(Clock clock, RawAnswer.Received answer) {
		return clock.instant().minus(answer.latency().minus(answer.firstByte()));
	}

	private static List<RawField> raw(Fields fields) {
		return fields.lines().stream().map((line) -> new RawField(line.name(), line.value())).toList();
	}

	private static Failure.Kind kind(NoAnswer problem) {
		return switch (problem) {
			case TIMED_OUT -> Failure.Kind.TIMED_OUT;
			case REFUSED, NO_TLS -> Failure.Kind.REFUSED;
			case MALFORMED -> Failure.Kind.MALFORMED;
			case BROKEN, CLOSED, ENDED_EARLY -> Failure.Kind.RESET;
		};
	}

	/**
	 * A body that broke off.
	 *
	 * @param exchange the exchange it belongs to
	 * @param body how it came
	 */
	record BodyProblem(Exchange exchange, RawBody body) {

	}

}
