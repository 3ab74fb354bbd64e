package io.github.selftest.boot.rollout.analysis;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * A mistake that people make in analysis templates. What aborts or passes a rollout for
 * no good reason is a {@code FAIL}, what may is a {@code WARN}, and a note is a
 * {@code PASS}.
 */
enum Rule {

	NO_CONDITION(Status.FAIL, ConditionRules::none, "Each answer passes",
			"Write successCondition and failureCondition"),

	CONDITION_UNREAD(Status.INCONCLUSIVE, ConditionRules::notRead, "The conditions are not understood here",
			"Look at them by hand, or write them with the operators and functions of the documentation"),

	CONDITION_CONSTANT(Status.FAIL, ConditionRules::constant, "The conditions say the same of each answer",
			"Compare with a limit that a bad canary exceeds"),

	RESULT_NOT_INDEXED(Status.FAIL, ConditionRules::vector, "The conditions compare a list with a number",
			"Write result[0]"),

	NO_DATA_PASSES(Status.FAIL, ConditionRules::noDataPasses, "A canary of which nothing is known passes",
			"Write both conditions as: len(result) > 0 && !isNaN(result[0]) && ..."),

	NO_DATA_ABORTS(Status.WARN, ConditionRules::noDataAborts, "A canary of which nothing is known yet is aborted",
			"Write both conditions as: len(result) > 0 && !isNaN(result[0]) && ..."),

	NO_DATA_FAILS(Status.WARN, ConditionRules::noDataFails, "A canary of which nothing is known yet has failed",
			"Write both conditions as: len(result) > 0 && !isNaN(result[0]) && ..."),

	NAN_PASSES(Status.FAIL, ConditionRules::nanPasses, "A canary without requests passes",
			"Write both conditions as: len(result) > 0 && !isNaN(result[0]) && ..."),

	FILLER_PASSES(Status.FAIL, QueryRules::filler, "A canary that is not scraped passes",
			"Remove 'or vector(...)'; fill errors with 0 * all requests, which is there when the canary is"),

	CLAMP_PASSES(Status.FAIL, QueryRules::clamp, "A canary without requests passes",
			"Divide by (... > 0), which leaves nothing when there is nothing"),

	EMPTY_WHEN_HEALTHY(Status.WARN, QueryRules::emptyWhenHealthy, "A canary without errors has no value",
			"Write (sum(errors) or 0 * sum(all)) / sum(all)"),

	NO_BUCKETS(Status.WARN, ConditionRules::noBuckets, "A service without a histogram is judged",
			"Write conditions that need a value, and set "
					+ "management.metrics.distribution.slo.http.server.requests or percentiles-histogram"),

	BUCKET_SPELLING(Status.WARN, QueryRules::bucketSpelling, "Prometheus 2 and 3 write this bucket differently",
			"Match both spellings"),

	COMPARISON_IN_QUERY(Status.FAIL, QueryRules::comparison, "The query compares by itself",
			"Have the query return the number, and compare in the conditions"),

	INSTANT_RATE(Status.WARN, QueryRules::instantRate, "The query looks at the last two scrapes only", "Write rate"),

	WINDOW_TOO_SHORT(Status.WARN, QueryRules::window, "The window may hold fewer than two scrapes",
			"Widen it, or say --scrape-interval if yours is shorter"),

	NO_CANARY_SCOPE(Status.FAIL, QueryRules::noCanary, "The canary is judged by the traffic of all pods",
			"Match pod_template_hash, rollouts_pod_template_hash or pod with {{args.canary-hash}}"),

	NOT_ONLY_USERS(Status.PASS, QueryRules::notUsers, "Requests that no user has sent count, too",
			"Leave them out by the label uri; synthetic!=\"true\" leaves out those of mode tag"),

	ANY_POD_ANSWERS(Status.WARN, WebRules::anyPod, "Any pod may answer for the canary",
			"Ask the Service named in canaryService or previewService"),

	OTHER_POD_PASSES(Status.WARN, ConditionRules::otherPod,
			"Before the canary is ready its Service leads to the old pods",
			"Compare podTemplateHash in both conditions, with podTemplateHashValue: Latest"),

	VERDICT_MISREAD(Status.FAIL, ConditionRules::verdictMisread, "The verdict of the service is read wrongly",
			"Write successCondition: result.pass == true and failureCondition: result.fail == true on {$}"),

	NOT_A_REPORT(Status.FAIL, WebRules::report, "The controller reads no body of a status other than 2xx",
			"Add http=report to the URL"),

	PATH_WITHOUT_BRACES(Status.FAIL, WebRules::path, "A jsonPath without braces is a text", "Write braces around it"),

	BOOLEAN_AS_TEXT(Status.WARN, ConditionRules::booleanText, "A boolean of JSON is no text",
			"Leave out the quotes, unless the service answers a text"),

	ARGUMENT_IGNORED(Status.FAIL, ConditionRules::ignoredArgument, "isNil and default ignore their argument",
			"Compare with nil, or write ??"),

	TIMEOUT_TOO_SHORT(Status.PASS, WebRules::timeout, "The question may time out while the service waits",
			"Set timeoutSeconds above the wait"),

	COUNT_MISSING(Status.FAIL, LimitRules::missingCount, "The analysis never ends", "Set count"),

	INTERVAL_MISSING(Status.FAIL, LimitRules::missingInterval, "The analysis is refused", "Set interval"),

	LIMIT_BEYOND_COUNT(Status.FAIL, LimitRules::beyondCount, "The analysis is refused",
			"Raise count or lower the limits"),

	NEVER_FAILS(Status.FAIL, LimitRules::neverFails, "The analysis can't fail", "Lower failureLimit"),

	PAUSES_AT_ONCE(Status.PASS, LimitRules::pausesAtOnce, "One answer that is not known pauses the rollout",
			"Set inconclusiveLimit"),

	ARGUMENT_UNDECLARED(Status.FAIL, ArgumentRules::undeclared, "A placeholder is no argument of the template",
			"Declare it under args, or mend its name; keep a space between { and {{"),

	ARGUMENT_UNSET(Status.FAIL, ArgumentRules::unset, "An argument has no value, and the analysis ends as an error",
			"Pass it in args of the Rollout, or give it a default"),

	HASH_IS_EMPTY(Status.FAIL, ArgumentRules::emptyHash, "The hash of the canary is empty",
			"Write valueFrom: {podTemplateHashValue: Latest}");

	private final Status status;

	@SuppressWarnings("ImmutableEnumChecker")
	private final Function<Subject, @Nullable Mistake> look;

	private final String meaning;

	private final String remedy;

	Rule(Status status, Function<Subject, @Nullable Mistake> look, String meaning, String remedy) {
		this.status = status;
		this.look = look;
		this.meaning = meaning;
		this.remedy = remedy;
	}

	String code() {
		return "analysis." + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String remedy() {
		return this.remedy;
	}

	String meaning() {
		return this.meaning;
	}

	Status status() {
		return this.status;
	}

	/**
	 * Look at a metric.
	 * @param subject the metric and its surroundings
	 * @return what is wrong, if anything is
	 */
	Optional<Finding> apply(Subject subject) {
		return Optional.ofNullable(this.look.apply(subject))
			.map((mistake) -> Finding
				.of(this.status, code(),
						"%s, %s, metric '%s': %s".formatted(subject.template().manifest().file(),
								subject.template().manifest().title(), subject.metric().name(), this.meaning))
				.withValues(mistake.observed(), mistake.expected())
				.withRemedy(this.remedy));
	}

}
