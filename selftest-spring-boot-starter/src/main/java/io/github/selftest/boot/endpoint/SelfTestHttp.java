package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.touched.TouchedBean;

/**
 * Turns requests to the endpoint into answers. Knows HTTP and no servlet. Reading answers
 * from memory; only POST runs something.
 * <p>
 * Of several things that are wrong with a request the answer names the first one of: 404,
 * 405, 403, 415, 400, 503.
 */
final class SelfTestHttp {

	static final Duration LONGEST_READ = Duration.ofSeconds(8);

	static final Duration LONGEST_RUN = Duration.ofMinutes(2);

	private static final Duration DEFAULT_RUN = Duration.ofSeconds(8);

	private static final Logger logger = LoggerFactory.getLogger(SelfTestHttp.class);

	private final Engine engine;

	private final Identity identity;

	private final VerdictDocuments verdicts;

	private final RunRules rules;

	private final Duration minInterval;

	private final Views views;

	private final Supplier<List<TouchedBean>> touched;

	private final AtomicBoolean broken = new AtomicBoolean();

	SelfTestHttp(Engine engine, Identity identity, SelfTestEndpointProperties properties) {
		this(engine, identity, properties, new Views(null), List::of);
	}

	SelfTestHttp(Engine engine, Identity identity, SelfTestEndpointProperties properties, Views views,
			Supplier<List<TouchedBean>> touched) {
		this.engine = engine;
		this.identity = identity;
		this.verdicts = new VerdictDocuments(identity);
		this.rules = new RunRules(properties.postGroups());
		this.minInterval = properties.minInterval();
		this.views = views;
		this.touched = touched;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer; whatever goes wrong is an answer, too
	 */
	Answer answer(SelfTestRequest request) {
		Call call;
		try {
			call = new Call(request);
		}
		catch (RuntimeException | Error ex) {
			return Call.unread(request, broken(ex));
		}
		try {
			Answer answer = answer(call, request.path());
			this.broken.setOpaque(false);
			return answer;
		}
		catch (RuntimeException | Error ex) {
			return failed(call, ex);
		}
	}

	/**
	 * Answer a request from the page of another site that may not even read.
	 * @param request the request
	 * @param observed the method and the site
	 * @return the answer
	 */
	SelfTestResponse refuseOrigin(SelfTestRequest request, String observed) {
		return new Call(request)
			.problem(Problem.forbidden("cors", observed, "what 'management.endpoints.web.cors' allows"));
	}

	private Answer answer(Call call, List<String> path) {
		return switch (path.size()) {
			case 0 -> overview(call);
			case 1 -> group(call, path.get(0));
			case 2 -> check(call, path.get(0), path.get(1));
			default -> throw Problem.unknownPath(path);
		};
	}

	private Answer overview(Call call) {
		RunRules.requireRead(call.request());
		call.parameters().requireValid();
		EndpointView.Form form = this.views.wanted(call);
		requireRunning();
		if (form != null) {
			return call.shown(200, this.views.show(form, call, this.rules));
		}
		OverviewDocument overview = new OverviewDocument(this.engine, this.identity, this.touched.get());
		return call.response(200, Json.bytes(overview.toMap(call.request().maySeeDetails())));
	}

	private Answer group(Call call, String group) {
		Verdict verdict = this.engine.verdict(group).orElseThrow(() -> unknownGroup(group));
		requirePermitted(call, group);
		if (call.request().isRun()) {
			return waiting(call, this.engine.run(group, this.minInterval), DEFAULT_RUN, (after) -> verdict(call, after),
					() -> verdict(call, running(group)));
		}
		if (call.parameters().waiting() == null || verdict.status().isConclusive()) {
			return verdict(call, verdict);
		}
		return waiting(call, this.engine.conclusive(group), Duration.ZERO, (after) -> verdict(call, after),
				() -> verdict(call, current(group)));
	}

	private Answer check(Call call, String group, String check) {
		CheckReport report = this.engine.check(group, check).orElseThrow(() -> unknownCheck(call, group, check));
		requirePermitted(call, group);
		if (call.request().isRun()) {
			return waiting(call, this.engine.run(group, check, this.minInterval), DEFAULT_RUN,
					(after) -> report(call, group, after, reason(call, after)),
					() -> report(call, group, Running.report(current(group, check)), Running.REASON));
		}
		if (call.parameters().waiting() == null || report.status().isConclusive()) {
			return report(call, group, report, reason(call, report));
		}
		return waiting(call, this.engine.conclusive(group), Duration.ZERO, (verdict) -> report(call, group, check),
				() -> report(call, group, check));
	}

	private void requirePermitted(Call call, String group) {
		this.rules.requireReadOrRun(call.request(), group);
		call.parameters().requireValid();
		this.views.wanted(call);
		requireRunning();
	}

	private void requireRunning() {
		if (!this.engine.isRunning()) {
			throw stopped();
		}
	}

	private <T> Answer waiting(Call call, CompletableFuture<T> source, Duration otherwise,
			Function<T, SelfTestResponse> answer, Supplier<SelfTestResponse> answerInVain) {
		Duration wait = call.parameters().waiting();
		Waiting waiting = Waiting.of(source, (wait != null) ? wait : otherwise,
				(result) -> whileRunning(() -> answer.apply(result)), () -> whileRunning(answerInVain),
				(failure) -> failed(call, failure));
		boolean wanted = !waiting.atMost().isZero() && !waiting.response().isDone();
		return wanted ? waiting : waiting.responseNow();
	}

	private SelfTestResponse whileRunning(Supplier<SelfTestResponse> answer) {
		requireRunning();
		return answer.get();
	}

	private SelfTestResponse verdict(Call call, Verdict verdict) {
		EndpointView.Form form = this.views.wanted(call);
		if (form != null) {
			return call.verdict(verdict.status(), form, this.views.show(form, call, this.rules));
		}
		byte[] document = this.verdicts.render(verdict, call.parameters().isCompact(), call.request().maySeeDetails(),
				this.engine.clock().nanoTime());
		return call.verdict(verdict.status(), document);
	}

	private SelfTestResponse report(Call call, String group, String check) {
		CheckReport report = current(group, check);
		return report(call, group, report, reason(call, report));
	}

	private SelfTestResponse report(Call call, String group, CheckReport report, String reason) {
		EndpointView.Form form = this.views.wanted(call);
		if (form != null) {
			return call.verdict(report.status(), form, this.views.show(form, call, this.rules));
		}
		CheckDocument document = new CheckDocument(group, report, reason, Who.compact(this.identity),
				this.identity.role(), this.engine.clock().nanoTime());
		return call.verdict(report.status(), Json.bytes(shown(document, call, report.id())));
	}

	private static String reason(Call call, CheckReport report) {
		return call.request().maySeeDetails() ? Reasons.of(report) : PublicReason.of(report);
	}

	private Map<String, Object> shown(CheckDocument document, Call call, String check) {
		boolean details = call.request().maySeeDetails();
		if (call.parameters().isCompact()) {
			return document.compact(details);
		}
		return details ? document.full(this.engine.history(check), this.engine.historyOf(check).orElse(null))
				: document.withoutDetails();
	}

	private Verdict running(String group) {
		Verdict before = current(group);
		return Running.verdict(before,
				before.checks().stream().flatMap((report) -> this.engine.check(group, report.id()).stream()));
	}

	private Verdict current(String group) {
		return this.engine.verdict(group).orElseThrow(() -> unknownGroup(group));
	}

	private CheckReport current(String group, String check) {
		return this.engine.check(group, check).orElseThrow(() -> Problem.unknown("check", check, List.of()));
	}

	private Problem unknownGroup(String group) {
		List<String> known = this.engine.groups().stream().map(GroupPlan::name).toList();
		if (known.isEmpty()) {
			requireRunning();
		}
		return Problem.unknown("group", group, known);
	}

	private Problem unknownCheck(Call call, String group, String check) {
		Verdict verdict = current(group);
		return Problem.unknown("check", check,
				call.request().maySeeDetails() ? verdict.checks().stream().map(CheckReport::id).toList()
						: List.of("the checks of group '%s'".formatted(group)));
	}

	private SelfTestResponse failed(Call call, Throwable failure) {
		if (failure instanceof Problem problem) {
			return call.problem(problem);
		}
		try {
			// an engine that was never started may refuse to be asked
			return call.problem(this.engine.isRunning() ? broken(failure) : stopped());
		}
		catch (RuntimeException | Error ex) {
			return call.problem(broken(ex));
		}
	}

	private static Problem stopped() {
		return Problem.unavailable("engine-stopped", "the engine is not running",
				"a running engine: it starts and stops with the application");
	}

	private Problem broken(Throwable failure) {
		if (this.broken.compareAndSet(false, true)) {
			logger.error("The endpoint 'selftest' broke while answering; until it answers, more is logged at debug",
					failure);
		}
		else {
			logger.debug("The endpoint 'selftest' broke while answering", failure);
		}
		return Problem.unavailable("engine-broken", "an internal error while answering",
				"an answer from memory; the log of the application tells more");
	}

}
