package io.github.selftest.boot.rollout.analysis;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with the text of a query.
 */
final class QueryRules {

	private static final int SCRAPES = 4;

	private static final Pattern SET_OPERATOR = Pattern.compile("\\b(?:and|or|unless)\\b");

	private static final Pattern COMPARISON = Pattern.compile("(?:==|!=|<=|>=|<|>)(?!\\s*bool\\b)");

	/** Functions that hand on what they are given, one number for one. */
	private static final Pattern WRAPPER = Pattern.compile(
			"^(?:sum|avg|min|max|scalar|clamp|clamp_min|clamp_max|abs|ceil|floor|round|sort|sort_desc)\\s*(?:(?:by|without)\\s*\\([^()]*\\)\\s*)?\\(");

	private static final Pattern WRAPPED = Pattern.compile("\\s*(?:(?:by|without)\\s*\\([^()]*\\)\\s*)?");

	private static final int MAX_WRAPS = 10;

	private static final Pattern METRIC_NAME = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*\\{");

	private static final Pattern MATCHER = Pattern.compile(
			"[\\w.{}-]{1,100}\\s{0,5}(?:=~|!=|!~|=)\\s{0,5}(?:\"[^\"]{0,2000}\"|'[^']{0,2000}')|\\{\\{[^{}]{0,200}}}(?=\\s{0,5}[,}])");

	/** What gives a value of another size for a part than for the whole. */
	private static final Pattern NO_SUM = Pattern
		.compile("\\b(?:avg|min|max|quantile|stddev|stdvar)(?:_over_time)?\\b(?!\\s*[=!])");

	/** The bucket of all, in which nothing is left out. */
	private static final String EVERY_BUCKET = "le=\"+Inf\"";

	private static final Pattern INSTANT_RATE = Pattern.compile("\\b(irate|idelta)\\s*\\(");

	private static final Pattern RANGE = Pattern.compile("\\[\\s*([0-9a-z]+)\\s*(?::[^]\\[]{0,100})?]");

	private static final Pattern FILLED_BY_NUMBER = Pattern
		.compile("or(?:on\\([^()]*\\)|ignoring\\([^()]*\\))?\\(*vector\\(([0-9.]+)\\)");

	private static final Pattern FILLED_BY_ABSENCE = Pattern.compile("or(?:on\\([^()]*\\))?\\(*absent\\(");

	private static final Pattern ERRORS_ONLY = Pattern
		.compile("status\\s*=~?\\s*[\"']5|outcome\\s*=~?\\s*[\"'][^\"']*SERVER_ERROR|code\\s*=~?\\s*[\"']5");

	private static final Pattern WHOLE_SECONDS = Pattern.compile("\\ble\\s*=\\s*[\"'](\\d+)[\"']");

	private QueryRules() {
	}

	static @Nullable Mistake comparison(Subject subject) {
		return COMPARISON.matcher(values(subject.metric().query()))
			.results()
			.findFirst()
			.map((match) -> new Mistake(
					"a comparison '%s', which leaves out what it is not true for".formatted(match.group()),
					"the value, and the comparison in the conditions"))
			.orElse(null);
	}

	/**
	 * Return the top levels of what a query gives, also of what is wrapped in functions
	 * that hand it on. What follows a set operator is a condition and no value.
	 */
	private static String values(String query) {
		StringBuilder values = new StringBuilder();
		String value = withoutOuterParentheses(query);
		for (int i = 0; i < MAX_WRAPS && !value.isEmpty(); i++) {
			values.append(SET_OPERATOR.split(topLevel(value), 2)[0]).append(' ');
			value = unwrapped(value);
		}
		return values.toString();
	}

	private static String unwrapped(String value) {
		Matcher start = WRAPPER.matcher(value);
		if (!start.find()) {
			return "";
		}
		int open = start.end() - 1;
		int close = open + end(value.substring(open));
		boolean isWhole = close > open && WRAPPED.matcher(value.substring(close + 1)).matches();
		return isWhole ? withoutOuterParentheses(firstArgument(value.substring(open + 1, close)).strip()) : "";
	}

	private static String firstArgument(String arguments) {
		int depth = 0;
		for (int i = 0; i < arguments.length(); i++) {
			char c = arguments.charAt(i);
			depth += ("({[".indexOf(c) >= 0) ? 1 : (")}]".indexOf(c) >= 0) ? -1 : 0;
			if (c == ',' && depth == 0) {
				return arguments.substring(0, i);
			}
		}
		return arguments;
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
		if (!metric.isPrometheus() || CanaryScope.ofQuery(subject)) {
			return null;
		}
		return new Mistake("a query about all pods of the service", "a matcher for those of the canary");
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
		Stream<MatchResult> fillers = Stream.concat(FILLED_BY_NUMBER.matcher(query).results(),
				FILLED_BY_ABSENCE.matcher(query).results());
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

	/**
	 * Return whether a query divides a part of some series by all of them, over the same
	 * time, so that its value is between 0 and 1. One that divides those of the canary by
	 * those of the stable version does not.
	 */
	static boolean isShare(Metric metric) {
		String query = metric.query();
		String level = topLevel(query);
		// arguments that are not known are all filled in alike
		String raw = metric.rawQuery();
		int division = divisionOf(raw);
		boolean isPlain = level.chars().filter((c) -> c == '/').count() == 1 && level.chars().noneMatch((c) -> c == '*')
				&& !NO_SUM.matcher(query).find();
		return isPlain && division > 0 && isPart(raw.substring(0, division), raw.substring(division + 1))
				&& RANGE.matcher(query).results().map((range) -> range.group(1)).distinct().count() == 1;
	}

	/** A selector that asks for all that another asks for selects a part of it. */
	private static boolean isPart(String part, String whole) {
		Set<String> required = new HashSet<>();
		matchers(whole).forEach(required::addAll);
		required.remove(EVERY_BUCKET);
		return metricName(part).equals(metricName(whole))
				&& matchers(part).stream().allMatch((matchers) -> matchers.containsAll(required));
	}

	/** The matchers of each selector, and the arguments that stand for some. */
	private static List<Set<String>> matchers(String query) {
		return METRIC_NAME.splitAsStream(query)
			.skip(1)
			.map((selector) -> MATCHER.matcher(selector)
				.results()
				.map((matcher) -> matcher.group().replaceAll("\\s+", "").replace('\'', '"'))
				.collect(Collectors.toSet()))
			.toList();
	}

	private static String metricName(String query) {
		Matcher name = METRIC_NAME.matcher(query);
		return name.find() ? name.group(1) : query;
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
