package io.github.selftest.boot.rollout.analysis;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * For each rule a template that breaks it and one that keeps it.
 */
final class Examples {

	private static final String KNOWN = "len(result) > 0 && !isNaN(result[0]) && result[0] ";

	private static final String QUERY = "sum(rate(http_server_requests_seconds_count{pod_template_hash=\"{{args.canary-hash}}\","
			+ "uri!~\"/actuator.*\"}[5m]))";

	private static final String URL = "http://orders-canary:8081/actuator/selftest/canary?http=report";

	private static final String CALL = """
			---
			kind: Rollout
			metadata: {name: orders}
			spec:
			  strategy:
			    canary:
			      steps:
			        - analysis: {templates: [{templateName: t}], args: [{name: canary-hash, %s}]}
			""";

	private static final String LATEST = "valueFrom: {podTemplateHashValue: Latest}";

	private static final Map<Rule, Example> EXAMPLES = new EnumMap<>(Rule.class);

	static {
		String good = prometheus(QUERY, KNOWN + ">= 0.99", KNOWN + "< 0.99");
		put(Rule.NO_CONDITION, prometheus(QUERY, "", ""), good);
		put(Rule.CONDITION_UNREAD, prometheus(QUERY, "quantile(result, 0.9) > 3", ""), good);
		put(Rule.CONDITION_CONSTANT, prometheus(QUERY, "result[0] >= 0", ""), good);
		put(Rule.RESULT_NOT_INDEXED, prometheus(QUERY, "result < 0.01", ""), good);
		put(Rule.NO_DATA_PASSES, prometheus(QUERY, "len(result) == 0 || result[0] >= 0.99", ""), good);
		put(Rule.NO_DATA_ABORTS, prometheus(QUERY, "result[0] >= 0.99", ""), good);
		put(Rule.NO_DATA_FAILS, prometheus(QUERY, "len(result) > 0 && result[0] >= 0.99", ""), good);
		put(Rule.NAN_PASSES, prometheus(QUERY, "", "result[0] < 0.99"), good);
		put(Rule.FILLER_PASSES, prometheus(QUERY + " or vector(1)", KNOWN + ">= 0.99", KNOWN + "< 0.99"), good);
		put(Rule.CLAMP_PASSES, prometheus("1 / clamp_min(" + QUERY + ", 1)", KNOWN + "<= 0.01", KNOWN + "> 0.01"),
				good);
		String errors = QUERY.replace("uri", "status=~\"5..\",uri");
		put(Rule.EMPTY_WHEN_HEALTHY, prometheus(errors + " / " + QUERY, KNOWN + "<= 0.01", KNOWN + "> 0.01"),
				prometheus("(%s or 0 * %s) / %s".formatted(errors, QUERY, QUERY), KNOWN + "<= 0.01", KNOWN + "> 0.01"));
		String bucket = QUERY.replace("_count", "_bucket");
		put(Rule.NO_BUCKETS, prometheus(bucket, "result[0] < 0.5", ""),
				prometheus(bucket, KNOWN + "< 0.5", KNOWN + ">= 0.5"));
		put(Rule.BUCKET_SPELLING, prometheus(bucket.replace("uri", "le=\"1\",uri"), KNOWN + "< 0.5", KNOWN + ">= 0.5"),
				prometheus(bucket.replace("uri", "le=~\"1|1.0\",uri"), KNOWN + "< 0.5", KNOWN + ">= 0.5"));
		put(Rule.COMPARISON_IN_QUERY, prometheus("(" + QUERY + ") > 0.99", KNOWN + ">= 0.99", KNOWN + "< 0.99"),
				prometheus("1 / (" + QUERY + " > 0) and (" + QUERY + " >= 30)", KNOWN + ">= 0.99", KNOWN + "< 0.99"));
		put(Rule.INSTANT_RATE, good.replace("rate(", "irate("), good);
		put(Rule.WINDOW_TOO_SHORT, good.replace("[5m]", "[1m]"), good);
		put(Rule.NO_CANARY_SCOPE, good.replace("pod_template_hash=\"{{args.canary-hash}}\"", "application=\"orders\""),
				good);
		put(Rule.NOT_ONLY_USERS, good.replace(",uri!~\"/actuator.*\"", ""), good);
		String web = web(URL, "{$}", "result.podTemplateHash == '{{args.canary-hash}}' && result.pass == true",
				"result.podTemplateHash == '{{args.canary-hash}}' && result.fail == true");
		put(Rule.ANY_POD_ANSWERS, web("http://orders/health", "{$.status}", "result == 'UP'", ""),
				web("http://orders-canary/health", "{$.status}", "result == 'UP'", ""));
		put(Rule.OTHER_POD_PASSES, web(URL, "{$}", "result.pass == true", "result.fail == true"), web);
		put(Rule.VERDICT_MISREAD, web(URL, "{$.pass}", "result == 'true'", "result == 'false'"), web);
		put(Rule.NOT_A_REPORT, web.replace("?http=report", ""), web);
		put(Rule.PATH_WITHOUT_BRACES, web.replace("{$}", "$.pass"), web);
		put(Rule.BOOLEAN_AS_TEXT, web("http://orders-canary/ok", "{$.ok}", "result == 'true'", ""),
				web("http://orders-canary/ok", "{$.ok}", "result == true", ""));
		put(Rule.ARGUMENT_IGNORED, web("http://orders-canary/ok", "{$}", "isNil(result.error)", ""),
				web("http://orders-canary/ok", "{$}", "result.error == nil", ""));
		put(Rule.TIMEOUT_TOO_SHORT, web.replace("http=report", "http=report&wait=8s"),
				web.replace("http=report", "http=report&wait=8s").replace("jsonPath", "timeoutSeconds: 15, jsonPath"));
		String inline = CALL.formatted(LATEST);
		put(Rule.COUNT_MISSING, good.replace("count: 8", "failureLimit: 1") + inline, good + inline);
		put(Rule.INTERVAL_MISSING, good.replace("interval: 15s", "failureLimit: 1"), good);
		put(Rule.LIMIT_BEYOND_COUNT, good.replace("inconclusiveLimit: 4", "inconclusiveLimit: 9"), good);
		put(Rule.NEVER_FAILS, good.replace("count: 8", "count: 8, failureLimit: 8"), good);
		put(Rule.PAUSES_AT_ONCE, good.replace(", inconclusiveLimit: 4", ""), good);
		put(Rule.ARGUMENT_UNDECLARED, good.replace("{{args.canary-hash}}", "{{args.hash}}"), good);
		put(Rule.ARGUMENT_UNSET, good + inline.replace("canary-hash", "canary"), good + inline);
		put(Rule.HASH_IS_EMPTY,
				good + CALL
					.formatted("valueFrom: {fieldRef: {fieldPath: \"metadata.labels['rollouts-pod-template-hash']\"}}"),
				good + inline);
	}

	private Examples() {
	}

	private static void put(Rule rule, String bad, String good) {
		EXAMPLES.put(rule, new Example(bad, good));
	}

	static Example of(Rule rule) {
		return Objects.requireNonNull(EXAMPLES.get(rule), "no example of " + rule);
	}

	static String prometheus(String query, String success, String failure) {
		return metric(success, failure, "prometheus: {address: http://p, query: '%s'}".formatted(query));
	}

	static String web(String url, String path, String success, String failure) {
		return metric(success, failure, "web: {url: '%s', jsonPath: '%s'}".formatted(url, path));
	}

	private static String metric(String success, String failure, String provider) {
		return """
				kind: AnalysisTemplate
				metadata: {name: t}
				spec:
				  args: [{name: canary-hash}]
				  metrics:
				    - {name: m, interval: 15s, count: 8, inconclusiveLimit: 4%s%s,
				       provider: {%s}}
				""".formatted(condition("successCondition", success), condition("failureCondition", failure), provider);
	}

	private static String condition(String name, String condition) {
		return condition.isEmpty() ? "" : ", %s: '%s'".formatted(name, condition.replace("'", "''"));
	}

	/**
	 * A bad and a good template.
	 *
	 * @param bad what breaks the rule
	 * @param good what keeps it
	 */
	record Example(String bad, String good) {

	}

}
