package io.github.selftest.boot.check.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Asks the declared paths without a sign-in, and expects to be refused.
 */
final class ProtectedPathsCheck implements BuiltInCheck {

	private static final Set<Integer> REFUSALS = Set.of(401, 403);

	private static final Pattern SIGN_IN = Pattern.compile("log-?in|sign-?in|oauth2|saml2|sso|auth",
			Pattern.CASE_INSENSITIVE);

	private final CheckDefinition definition = Definitions.declared("securityProtectedPaths",
			"Protected paths ask for a sign-in");

	private final List<ProbePath> paths;

	private final Visitor visitor;

	private final IgnoredRules ignored;

	ProtectedPathsCheck(List<ProbePath> paths, Visitor visitor, IgnoredRules ignored) {
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
		RuleReport report = new RuleReport(context, this.ignored);
		for (ProbePath path : this.paths) {
			look(report, this.visitor.get(context, path, Visitor.HTML));
		}
		return context.result();
	}

	private static void look(RuleReport report, Answer answer) {
		if (REFUSALS.contains(answer.status()) || isSentToSignIn(answer)) {
			report.kept(SecurityRule.PROTECTED_PATH_OPEN,
					"%s without a sign-in answers %d".formatted(answer.request(), answer.status()));
		}
		else if (answer.status() >= 200 && answer.status() < 300) {
			report.broken(SecurityRule.PROTECTED_PATH_OPEN,
					"%s is answered without a sign-in".formatted(answer.request()), answer.status(), "401 or 403");
		}
		else {
			report.unclear(answer.request(), answer.status(), "401, 403 or a redirect to the sign-in");
		}
	}

	private static boolean isSentToSignIn(Answer answer) {
		return answer.status() >= 300 && answer.status() < 400 && SIGN_IN.matcher(answer.header("Location")).find();
	}

}
