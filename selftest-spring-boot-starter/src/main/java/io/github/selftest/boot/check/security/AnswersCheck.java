package io.github.selftest.boot.check.security;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Asks the declared paths for their security headers and the flags of their cookies.
 */
final class AnswersCheck implements BuiltInCheck {

	private final CheckDefinition definition = Definitions.declared("securityHeaders",
			"Answers have security headers and safe cookies");

	private final List<ProbePath> paths;

	private final Visitor visitor;

	private final IgnoredRules ignored;

	AnswersCheck(List<ProbePath> paths, Visitor visitor, IgnoredRules ignored) {
		this.paths = paths;
		this.visitor = visitor;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Run run = new Run(new RuleReport(context, this.ignored));
		for (ProbePath path : this.paths) {
			run.look(this.visitor.get(context, path, Visitor.HTML));
		}
		run.summarise();
		return context.result();
	}

	/**
	 * One run. What is broken is said once for each answer, what is kept once for all.
	 */
	private static final class Run {

		private final RuleReport report;

		private final Map<SecurityRule, Integer> kept = new EnumMap<>(SecurityRule.class);

		private final Set<SecurityRule> broken = EnumSet.noneOf(SecurityRule.class);

		Run(RuleReport report) {
			this.report = report;
		}

		void look(Answer answer) {
			if (answer.status() == 404 || answer.status() >= 500) {
				this.report.unclear(answer.request(), answer.status(), "a page, or a refusal such as 401");
				return;
			}
			for (AnswerRule rule : AnswerRule.ALL) {
				rule.in(answer).forEach((seen) -> look(rule, answer, seen));
			}
		}

		private void look(AnswerRule rule, Answer answer, AnswerRule.Observation seen) {
			if (seen.holds()) {
				this.kept.merge(rule.rule(), 1, Integer::sum);
				return;
			}
			this.broken.add(rule.rule());
			this.report.broken(rule.rule(),
					"%s is not as expected in the answer to %s".formatted(rule.subject(), answer.request()),
					seen.observed(), rule.expected());
		}

		void summarise() {
			for (AnswerRule rule : AnswerRule.ALL) {
				Integer times = this.kept.get(rule.rule());
				if (times != null && !this.broken.contains(rule.rule())) {
					this.report.kept(rule.rule(), "%s is as expected (%d seen)".formatted(rule.subject(), times));
				}
			}
		}

	}

}
