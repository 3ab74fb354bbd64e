package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.RawBody;
import io.github.selftest.boot.check.Secrets;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Defects;
import io.github.selftest.boot.check.httpcache.Prober.BodyProblem;

/**
 * Says of all that was seen what breaks a rule, as bad as the configuration has it.
 */
final class Judge {

	private final List<Rule> rules;

	private final Defects defects;

	Judge(List<Rule> rules, Defects defects) {
		this.rules = rules;
		this.defects = defects;
	}

	/**
	 * Return what is to be said, the worst first within each part.
	 * @param evidence what was sent and received
	 * @param bodyProblems bodies that did not come whole
	 */
	List<Finding> findings(Evidence evidence, List<BodyProblem> bodyProblems) {
		Resource shown = shown(evidence.resource());
		List<Finding> findings = new ArrayList<>();
		evidence.exchanges().forEach((exchange) -> unanswered(shown, exchange, findings));
		evidence.exchange(Probe.PLAIN).ifPresent((plain) -> unusable(shown, plain, findings));
		bodyProblems.forEach((problem) -> findings.add(broken(shown, problem)));
		List<Finding> breaches = new ArrayList<>();
		for (Rule rule : this.rules) {
			rule.judge(evidence).forEach((note) -> breaches.add(rule.finding(shown, note, level(rule, note))));
		}
		findings.addAll(breaches);
		if (breaches.stream().allMatch((finding) -> finding.status().isPassing()) && findings.equals(breaches)) {
			findings.add(kept(shown, evidence));
		}
		return findings;
	}

	private Level level(Rule rule, Note note) {
		Level level = note.level().orElse(rule.level());
		boolean isRaised = rule.isKnownDefect() && this.defects == Defects.FAIL && level == Level.WARN;
		return isRaised ? Level.FAIL : level;
	}

	private Finding kept(Resource resource, Evidence evidence) {
		return ProbeCode.RULES_KEPT.finding("'%s': nothing that fails".formatted(resource.path()),
				"%d answers".formatted(evidence.exchanges().size()), "%d rules kept".formatted(this.rules.size()));
	}

	private static void unanswered(Resource resource, Exchange exchange, List<Finding> findings) {
		exchange.failure()
			.ifPresent((failure) -> findings.add(ProbeCode.NO_ANSWER.finding(
					"'%s': %s got no answer (%s)".formatted(resource.path(), exchange.method(), exchange.name()),
					failure.text(), "an answer")));
	}

	private static void unusable(Resource resource, Exchange plain, List<Finding> findings) {
		plain.response().filter((response) -> !response.isOk()).ifPresent((response) -> {
			ProbeCode code = response.isServerError() ? ProbeCode.RESOURCE_FAILING : ProbeCode.RESOURCE_UNCLEAR;
			findings.add(
					code.finding("'%s': there is nothing to cache".formatted(resource.path()), response.status(), 200));
		});
	}

	private static Finding broken(Resource resource, BodyProblem problem) {
		RawBody body = problem.body();
		boolean isCutOff = body.end() == RawBody.End.CUT_OFF;
		ProbeCode code = isCutOff ? ProbeCode.BODY_CUT_OFF : ProbeCode.BODY_BROKEN;
		String seen = (body.problem() != null) ? body.problem().text() : "more than %d bytes".formatted(body.bytes());
		return code.finding(
				"'%s': the body was not read to its end (%s)".formatted(resource.path(), problem.exchange().name()),
				seen, isCutOff ? "at most %d bytes".formatted(body.bytes()) : "a whole body");
	}

	private static Resource shown(Resource resource) {
		return new Resource(resource.id(), Secrets.maskedPath(resource.path()), resource.versioned(),
				resource.expectations());
	}

}
