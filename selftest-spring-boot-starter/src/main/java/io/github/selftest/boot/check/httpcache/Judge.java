package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.Secrets;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Defects;
import io.github.selftest.boot.check.httpcache.Prober.BodyProblem;

/**
 * Says of all that was seen what breaks a rule, as bad as the configuration has it.
 */
final class Judge {

	private final Defects defects;

	Judge(Defects defects) {
		this.defects = defects;
	}

	/**
	 * Return what is to be said, the worst first within each part.
	 * @param evidence what was sent and received
	 * @param bodyProblems bodies that broke off
	 */
	List<Finding> findings(Evidence evidence, List<BodyProblem> bodyProblems) {
		Resource shown = shown(evidence.resource());
		List<Finding> findings = new ArrayList<>();
		bodyProblems.forEach((problem) -> findings.add(broken(shown, problem)));
		for (Rule rule : Rules.all()) {
			rule.judge(evidence).forEach((note) -> findings.add(rule.finding(shown, note, level(rule, note))));
		}
		if (findings.stream().allMatch((finding) -> finding.status() == Status.PASS)) {
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
				"%d answers".formatted(evidence.exchanges().size()), "%d rules".formatted(Rules.all().size()));
	}

	private static Finding broken(Resource resource, BodyProblem problem) {
		String seen = (problem.body().problem() != null) ? problem.body().problem().text() : "an early end";
		return ProbeCode.BODY_BROKEN.finding(
				"'%s': the body breaks off (%s)".formatted(resource.path(), problem.exchange().name()), seen,
				"a whole body");
	}

	private static Resource shown(Resource resource) {
		return new Resource(resource.id(), Secrets.maskedPath(resource.path()), resource.versioned(),
				resource.expectations());
	}

}
