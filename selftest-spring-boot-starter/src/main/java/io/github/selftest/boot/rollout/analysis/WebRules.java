package io.github.selftest.boot.rollout.analysis;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with the question to a service.
 */
final class WebRules {

	private static final Pattern REPORT = Pattern.compile("[?&]http=report(?:&|$)");

	private WebRules() {
	}

	static @Nullable Mistake path(Subject subject) {
		String path = subject.metric().jsonPath();
		return (subject.metric().isWeb() && !path.contains("{"))
				? new Mistake("'%s', which is taken for a text".formatted(path), "{%s}".formatted(path)) : null;
	}

	static @Nullable Mistake report(Subject subject) {
		Metric metric = subject.metric();
		boolean known = metric.rawUrl().contains("?") || metric.rawUrl().contains("/selftest/");
		return (metric.readsVerdict() && known && !REPORT.matcher(metric.url()).find())
				? new Mistake("'%s': a FAIL is answered 424, an error without a reason".formatted(metric.rawUrl()),
						"...?http=report")
				: null;
	}

	static @Nullable Mistake anyPod(Subject subject) {
		Metric metric = subject.metric();
		boolean known = Arguments.placeholders(metric.rawUrl()).isEmpty() || !subject.calls().isEmpty();
		return (metric.isWeb() && !metric.readsVerdict() && known && !CanaryScope.ofUrl(subject))
				? new Mistake("'%s'".formatted(metric.rawUrl()), "the Service of the canary") : null;
	}

	static @Nullable Mistake timeout(Subject subject) {
		return (subject.metric().isWeb() && subject.metric().url().contains("wait=")
				&& !subject.metric().allText().contains("timeoutSeconds"))
						? new Mistake("10 s, and up to 8 s of waiting", "timeoutSeconds: 15") : null;
	}

}
