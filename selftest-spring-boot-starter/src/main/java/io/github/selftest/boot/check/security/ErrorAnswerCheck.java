package io.github.selftest.boot.check.security;

import java.util.regex.Pattern;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Asks the declared path for an error, as a browser and as a program, and looks for what
 * went on inside. Nothing of the body is published.
 */
final class ErrorAnswerCheck implements BuiltInCheck {

	private static final int MAX_BODY = 100_000;

	/** A frame, in plain text or behind the escaped tabulator of JSON. */
	private static final Pattern STACK_TRACE = Pattern.compile(
			"(?:\\b|\\\\t)at [\\w$./@-]{1,200}\\((?:[\\w$.-]{1,100}(?::\\d{1,6})?|Native Method|Unknown Source)\\)");

	private static final Pattern EXCEPTION = Pattern
		.compile("(?<![\\w$.])(?:[a-z_][\\w$]{0,60}+\\.){1,15}+[A-Z][\\w$]{0,100}(?:Exception|Error)\\b");

	private final CheckDefinition definition = Definitions.declared("securityErrors",
			"Error answers show nothing of the inside");

	private final ProbePath path;

	private final Visitor visitor;

	private final IgnoredRules ignored;

	ErrorAnswerCheck(ProbePath path, Visitor visitor, IgnoredRules ignored) {
		this.path = path;
		this.visitor = visitor;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		RuleReport report = new RuleReport(context, this.ignored);
		look(report, this.visitor.get(context, this.path, Visitor.HTML), "a browser");
		look(report, this.visitor.get(context, this.path, Visitor.JSON), "a program");
		return context.result();
	}

	private static void look(RuleReport report, Answer answer, String asker) {
		if (answer.status() < 400) {
			report.unclear(answer.request(), answer.status(), "an error, from 400 to 599");
			return;
		}
		String body = answer.response().body();
		String seen = body.substring(0, Math.min(body.length(), MAX_BODY));
		look(report, SecurityRule.ERROR_STACK_TRACE, "a stack trace", asker, STACK_TRACE.matcher(seen).find());
		look(report, SecurityRule.ERROR_EXCEPTION_NAME, "the class of an exception", asker,
				EXCEPTION.matcher(seen).find());
	}

	private static void look(RuleReport report, SecurityRule rule, String what, String asker, boolean isShown) {
		if (isShown) {
			report.broken(rule, "The error answer to %s shows %s".formatted(asker, what), what, "nothing of the kind");
			return;
		}
		report.kept(rule, "The error answer to %s does not show %s".formatted(asker, what));
	}

}
