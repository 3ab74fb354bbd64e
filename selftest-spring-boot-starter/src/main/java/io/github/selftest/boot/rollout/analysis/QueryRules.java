package io.github.selftest.boot.rollout.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with the text of a query.
 */
final class QueryRules {

	private static final int SCRAPES = 4;

	private static final Pattern SET_OPERATOR = Pattern.compile("\\b(?:and|or|unless)\\b");

	private static final Pattern COMPARISON = Pattern.compile("(?:==|!=|<=|>=|<|>)(?!\\s*bool\\b)");

	private static final Pattern INSTANT_RATE = Pattern.compile("\\b(irate|idelta)\\s*\\(");

	private static final Pattern RANGE = Pattern.compile("\\[\\s*([0-9a-z]+)\\s*(?::[^]\\[]{0,100})?]");

	private static final Pattern CANARY = Pattern.compile("(?i)hash|canary|preview");

	private static final Pattern ERRORS_ONLY = Pattern
		.compile("status\\s*=~?\\s*[\"']5|outcome\\s*=~?\\s*[\"'][^\"']*SERVER_ERROR|code\\s*=~?\\s*[\"']5");

	private static final Pattern WHOLE_SECONDS = Pattern.compile("\\ble\\s*=\\s*[\"'](\\d+)[\"']");

	private QueryRules() {
	}

	static @Nullable Mistake comparison(Subject subject) {
		String value = SET_OPERATOR.split(topLevel(subject.metric().query()), 2)[0];
		return COMPARISON.matcher(value)
			.results()
			.findFirst()
			.map((match) -> new Mistake(
					"a comparison '%s', which leaves out what it is not true for".formatted(match.group()),
					"the value, and the comparison in the conditions"))
			.orElse(null);
	}

	static @Nullable Mistake instantRate(Subject subject) {
		return INSTANT_RATE.matcher(subject.metric().query())
			.results()
			.findFirst()
			.map((match) -> new Mistake("'%s', the last two scrapes".formatted(match.group(1)),
					"'rate' or 'increase' over four scrapes or more"))
			.orElse(null);
	}

	static @Nullable Mistake window(Subject subject) {
		Duration least = subject.scrapeInterval().multipliedBy(SCRAPES);
		return RANGE.matcher(subject.metric().query())
			.results()
			.map((match) -> match.group(1))
			.filter((range) -> Metric.duration(range).filter((window) -> window.compareTo(least) < 0).isPresent())
			.findFirst()
			.map((range) -> new Mistake("a window of %s".formatted(range),
					"at least %d s, four times the scrape interval of %d s".formatted(least.toSeconds(),
							subject.scrapeInterval().toSeconds())))
			.orElse(null);
	}

	static @Nullable Mistake noCanary(Subject subject) {
		Metric metric = subject.metric();
		if (!metric.isPrometheus() || isCanary(metric.rawQuery(), metric.query(), subject)) {
			return null;
		}
		return new Mistake("a query about all pods of the service", "a matcher for those of the canary");
	}

	/**
	 * Return whether a query or a URL is about the canary: by its own words, or by an
	 * argument that a rollout passes.
	 */
	static boolean isCanary(String raw, String filled, Subject subject) {
		if (CANARY.matcher(raw).find() || CANARY.matcher(filled).find()) {
			return true;
		}
		return Arguments.placeholders(raw)
			.stream()
			.filter(Arguments::isArgument)
			.map(Arguments::nameOf)
			.flatMap((name) -> passed(subject, name))
			.anyMatch((value) -> CANARY.matcher(value).find());
	}

	private static Stream<String> passed(Subject subject, String name) {
		return subject.calls()
			.stream()
			.flatMap((call) -> call.arguments().values().getOrDefault(name, Optional.empty()).stream());
	}

	static @Nullable Mistake notUsers(Subject subject) {
		String query = subject.metric().query();
		return (query.contains("http_server_requests_seconds") && !query.contains("uri"))
				? new Mistake("Actuator and the probes are counted, too", "uri!~\"/actuator.*|/health\"") : null;
	}

	static @Nullable Mistake emptyWhenHealthy(Subject subject) {
		String query = subject.metric().query();
		String before = query.contains("/") ? query.substring(0, divisionOf(query)) : "";
		return (ERRORS_ONLY.matcher(before).find() && !before.matches("(?s).*\\bor\\b.*"))
				? new Mistake("no value at all while there is no error, as there is no series of errors",
						"0 of what there is: (errors or 0 * all) / all")
				: null;
	}

	static @Nullable Mistake filler(Subject subject) {
		String query = subject.metric().query().replaceAll("\\s+", "");
		Stream<MatchResult> fillers = Stream.concat(Pattern.compile("orvector\\(([0-9.]+)\\)").matcher(query).results(),
				Pattern.compile("orabsent\\(").matcher(query).results());
		List<Double> values = fillers
			.map((match) -> (match.groupCount() > 0) ? Double.valueOf(match.group(1)) : Double.valueOf(1))
			.toList();
		Conditions conditions = subject.metric().conditions();
		if (conditions == null || values.isEmpty()) {
			return null;
		}
		return values.stream()
			.filter((value) -> conditions.judge(List.of(value)) == Phase.SUCCESSFUL)
			.findFirst()
			.map((value) -> new Mistake("'or vector(%s)' stands for what is not there, and passes".formatted(value),
					"no value, and conditions that are neither true then"))
			.orElse(null);
	}

	static @Nullable Mistake clamp(Subject subject) {
		Conditions conditions = subject.metric().conditions();
		return (conditions != null && subject.metric().query().contains("clamp_min")
				&& conditions.judge(List.of(0.0)) == Phase.SUCCESSFUL)
						? new Mistake("'clamp_min' makes 0 of no requests, and 0 passes",
								"(errors) / (requests > 0), and conditions that are neither true without a value")
						: null;
	}

	static @Nullable Mistake bucketSpelling(Subject subject) {
		return WHOLE_SECONDS.matcher(subject.metric().query())
			.results()
			.findFirst()
			.map((match) -> new Mistake("le=\"%s\"".formatted(match.group(1)),
					"le=~\"%1$s|%1$s.0\", as Prometheus 3 writes it".formatted(match.group(1))))
			.orElse(null);
	}

	static boolean asksForBuckets(Subject subject) {
		return subject.metric().query().contains("_bucket");
	}

	/**
	 * Return a query without what is in parentheses, braces, brackets and quotes.
	 */
	static String topLevel(String query) {
		String stripped = withoutOuterParentheses(query.strip());
		StringBuilder text = new StringBuilder();
		int depth = 0;
		char quote = 0;
		for (int i = 0; i < stripped.length(); i++) {
			char c = stripped.charAt(i);
			if (quote != 0) {
				quote = (c == quote) ? 0 : quote;
			}
			else if (c == '"' || c == '\'' || c == '`') {
				quote = c;
			}
			else if ("({[".indexOf(c) >= 0) {
				depth++;
			}
			else if (")}]".indexOf(c) >= 0) {
				depth--;
			}
			else if (depth == 0) {
				text.append(c);
			}
		}
		return text.toString();
	}

	private static String withoutOuterParentheses(String query) {
		String text = query;
		while (text.startsWith("(") && end(text) == text.length() - 1) {
			text = text.substring(1, text.length() - 1).strip();
		}
		return text;
	}

	private static int end(String text) {
		int depth = 0;
		for (int i = 0; i < text.length(); i++) {
			depth += (text.charAt(i) == '(') ? 1 : (text.charAt(i) == ')') ? -1 : 0;
			if (depth == 0) {
				return i;
			}
		}
		return -1;
	}

	private static int divisionOf(String query) {
		char quote = 0;
		for (int i = 0; i < query.length(); i++) {
			char c = query.charAt(i);
			if (quote != 0) {
				quote = (c == quote) ? 0 : quote;
			}
			else if (c == '"' || c == '\'') {
				quote = c;
			}
			else if (c == '/') {
				return i;
			}
		}
		return 0;
	}

}
