package io.github.selftest.boot.rollout.analysis;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells whether a query or a URL is about the pods of the canary: by its own words, or by
 * an argument that a rollout passes.
 */
final class CanaryScope {

	private static final Pattern CANARY = Pattern.compile("(?i)hash|canary|preview");

	private static final Pattern NAMED = Pattern.compile("(?i)canary|preview");

	private static final Pattern STABLE = Pattern.compile("(?i)stable|primary");

	private static final Pattern ANYTHING = Pattern.compile(".(?:\\.[*+])?.");

	private static final Pattern MATCHER = Pattern
		.compile("([\\w.{}-]{0,100})\\s{0,5}(=~|!=|!~|=)\\s{0,5}(\"[^\"]{0,2000}\"|'[^']{0,2000}'|`[^`]{0,2000}`)");

	/** Labels that series are put together by, which leaves none out. */
	private static final Pattern LABELS = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s{0,5}\\([^()]{0,500}\\)");

	private CanaryScope() {
	}

	static boolean ofQuery(Subject subject) {
		Metric metric = subject.metric();
		return matches(metric.rawQuery(), true) || matches(metric.query(), false)
				|| isPassed(metric.rawQuery(), subject);
	}

	static boolean ofUrl(Subject subject) {
		Metric metric = subject.metric();
		return Stream.of(metric.rawUrl(), metric.url()).anyMatch((url) -> CANARY.matcher(url).find())
				|| isPassed(metric.rawUrl(), subject);
	}

	/**
	 * Return whether a query leaves out what is not of the canary. What it leaves out
	 * itself, by {@code !=}, tells nothing.
	 * @param query the query
	 * @param withLabels whether a label may tell, as it does where its value is not known
	 */
	private static boolean matches(String query, boolean withLabels) {
		if (MATCHER.matcher(query).results().anyMatch((matcher) -> isOfCanary(matcher, withLabels))) {
			return true;
		}
		String rest = LABELS.matcher(MATCHER.matcher(query).replaceAll("")).replaceAll("");
		return NAMED.matcher(rest).find() || Arguments.placeholders(rest).stream().anyMatch(CanaryScope::isOfCanary);
	}

	private static boolean isOfCanary(MatchResult matcher, boolean withLabels) {
		String value = matcher.group(3);
		return !matcher.group(2).startsWith("!") && !ANYTHING.matcher(value).matches()
				&& isOfCanary(withLabels ? matcher.group(1) + value : value);
	}

	private static boolean isOfCanary(String text) {
		return CANARY.matcher(text).find() && (!STABLE.matcher(text).find() || NAMED.matcher(text).find());
	}

	private static boolean isPassed(String raw, Subject subject) {
		return Arguments.placeholders(raw)
			.stream()
			.filter(Arguments::isArgument)
			.map(Arguments::nameOf)
			.flatMap((name) -> passed(subject, name))
			.anyMatch(CanaryScope::isOfCanary);
	}

	private static Stream<String> passed(Subject subject, String name) {
		return subject.calls()
			.stream()
			.flatMap((call) -> call.arguments().values().getOrDefault(name, Optional.empty()).stream());
	}

}
