package io.github.selftest.boot.check.security;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule for an answer, about the answer itself or about each cookie that it sets.
 *
 * @param rule the rule
 * @param subject what is looked at
 * @param expected what is expected
 * @param observe looks at an answer; sees nothing in one that the rule does not concern
 */
record AnswerRule(SecurityRule rule, String subject, String expected, Function<Answer, Stream<Observation>> observe) {

	private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?0*[1-9]", Pattern.CASE_INSENSITIVE);

	private static final Pattern VERSION = Pattern.compile("[0-9]");

	static final List<AnswerRule> ALL = List.of(
			header(SecurityRule.HEADER_NOSNIFF, "X-Content-Type-Options", "nosniff", (answer) -> true,
					(answer) -> answer.header("X-Content-Type-Options").equalsIgnoreCase("nosniff")),
			header(SecurityRule.HEADER_HSTS, "Strict-Transport-Security", "a max-age of more than 0", Answer::secure,
					(answer) -> MAX_AGE.matcher(answer.header("Strict-Transport-Security")).find()),
			header(SecurityRule.HEADER_REFERRER_POLICY, "Referrer-Policy", "any policy", Answer::isHtml,
					(answer) -> answer.has("Referrer-Policy")),
			new AnswerRule(SecurityRule.HEADER_FRAMING, "Header 'Content-Security-Policy' or 'X-Frame-Options'",
					"one of them", AnswerRule::observeFraming),
			new AnswerRule(SecurityRule.HEADER_VERSION, "Header 'Server' or 'X-Powered-By'", "no version in them",
					AnswerRule::observeVersion),
			cookies(SecurityRule.COOKIE_SECURE, "Secure", Answer::secure, (cookie) -> true),
			cookies(SecurityRule.COOKIE_HTTP_ONLY, "HttpOnly", (answer) -> true, (cookie) -> !cookie.isForScripts()),
			cookies(SecurityRule.COOKIE_SAME_SITE, "SameSite", (answer) -> true, (cookie) -> true));

	Stream<Observation> in(Answer answer) {
		return this.observe.apply(answer);
	}

	private static AnswerRule header(SecurityRule rule, String name, String expected, Predicate<Answer> concerns,
			Predicate<Answer> holds) {
		return new AnswerRule(rule, "Header '%s'".formatted(name), expected, (answer) -> Stream.of(answer)
			.filter(concerns)
			.map((one) -> new Observation(holds.test(one), one.has(name) ? "another value" : "no such header")));
	}

	private static AnswerRule cookies(SecurityRule rule, String flag, Predicate<Answer> concerns,
			Predicate<SetCookie> concernsCookie) {
		return new AnswerRule(rule, "Flag '%s' of cookies".formatted(flag), "the flag '%s'".formatted(flag),
				(answer) -> Stream.of(answer)
					.filter(concerns)
					.flatMap((one) -> one.cookies().stream())
					.filter((cookie) -> !cookie.isDeleted() && concernsCookie.test(cookie))
					.map((cookie) -> new Observation(cookie.has(flag),
							"cookie '%s' without it".formatted(cookie.name()))));
	}

	private static Stream<Observation> observeFraming(Answer answer) {
		boolean holds = answer.has("Content-Security-Policy") || answer.has("X-Frame-Options");
		return answer.isHtml() ? Stream.of(new Observation(holds, "neither")) : Stream.empty();
	}

	private static Stream<Observation> observeVersion(Answer answer) {
		boolean showsVersion = VERSION.matcher(answer.header("Server") + answer.header("X-Powered-By")).find();
		return Stream.of(new Observation(!showsVersion, "a version number"));
	}

	/**
	 * What was seen.
	 *
	 * @param holds whether it is as expected
	 * @param observed what was seen if it is not
	 */
	record Observation(boolean holds, String observed) {

	}

}
