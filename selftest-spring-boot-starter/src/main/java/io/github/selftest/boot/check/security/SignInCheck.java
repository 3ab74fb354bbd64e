package io.github.selftest.boot.check.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.LoopbackClient.Request;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.security.SecurityCheckProperties.SignIn.Style;

/**
 * Tries three well-known pairs of user and password, each of another user so that no
 * account is locked. Which one works is not published.
 */
final class SignInCheck implements BuiltInCheck {

	private static final List<Pair> PAIRS = List.of(new Pair("admin", "admin"), new Pair("user", "password"),
			new Pair("test", "test"));

	private static final Map<Style, Set<Integer>> REFUSALS = Map.of(Style.BASIC, Set.of(401), Style.JSON,
			Set.of(400, 401, 403, 422));

	private final CheckDefinition definition = Definitions.onRequest("securitySignIn", "No default password works");

	private final ProbePath path;

	private final Style style;

	private final IgnoredRules ignored;

	SignInCheck(ProbePath path, Style style, IgnoredRules ignored) {
		this.path = path;
		this.style = style;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		RuleReport report = new RuleReport(context, this.ignored);
		Response nobody = send(context, null);
		if (isRefused(nobody)) {
			tryPairs(context, report);
		}
		else {
			report.unclear(request() + " without a sign-in", nobody.status(), "a refusal");
		}
		return context.result();
	}

	private void tryPairs(CheckContext context, RuleReport report) {
		for (Pair pair : PAIRS) {
			Response response = send(context, pair);
			if (isAccepted(response)) {
				report.broken(SecurityRule.SIGN_IN_DEFAULT, "%s accepts a default password".formatted(request()),
						response.status(), "a refusal of all default passwords");
				return;
			}
			if (!isRefused(response)) {
				report.unclear(request() + " with a default password", response.status(), "a refusal");
				return;
			}
		}
		report.kept(SecurityRule.SIGN_IN_DEFAULT, "%s refuses %d default passwords".formatted(request(), PAIRS.size()));
	}

	private Response send(CheckContext context, @Nullable Pair pair) {
		if (this.style == Style.BASIC) {
			Request request = context.loopback().get(this.path.target());
			return ((pair != null) ? request.header("Authorization", pair.basic()) : request).send();
		}
		return context.loopback().post(this.path.target()).json((pair != null) ? pair.json() : "{}").send();
	}

	/**
	 * Return whether the credentials are refused. With {@code Authorization} that is 401
	 * alone: 403 is for a user who was recognised.
	 */
	private boolean isRefused(Response response) {
		return Objects.requireNonNull(REFUSALS.get(this.style)).contains(response.status())
				&& !isRefusedAsSynthetic(response);
	}

	private boolean isAccepted(Response response) {
		int status = response.status();
		boolean isRecognised = this.style == Style.BASIC && (status == 403 || status == 404 || status == 405);
		return (status < 400 || isRecognised) && !isRefusedAsSynthetic(response);
	}

	// such as 'synthetic.no-grant': nobody has looked at the credentials
	private static boolean isRefusedAsSynthetic(Response response) {
		return response.headers("Content-Type").stream().anyMatch((type) -> type.startsWith("application/problem+json"))
				&& response.body().contains("\"code\":\"synthetic.");
	}

	private String request() {
		return "%s '%s'".formatted((this.style == Style.BASIC) ? "GET" : "POST", this.path);
	}

	/**
	 * User and password.
	 *
	 * @param user the user
	 * @param password the password
	 */
	private record Pair(String user, String password) {

		String basic() {
			String pair = this.user + ":" + this.password;
			return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
		}

		String json() {
			return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(this.user, this.password);
		}

	}

}
