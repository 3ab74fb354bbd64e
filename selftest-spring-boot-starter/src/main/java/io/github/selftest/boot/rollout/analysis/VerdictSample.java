package io.github.selftest.boot.rollout.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer of a service, as far as conditions ask for it.
 */
final class VerdictSample {

	private VerdictSample() {
	}

	/**
	 * Create an answer.
	 * @param verdict the verdict
	 * @param canary whether a pod of the canary answers
	 * @return the document
	 */
	static Map<String, Object> of(String verdict, boolean canary) {
		List<String> broken = List.of("poolMain");
		boolean failed = verdict.equals("FAIL");
		boolean passed = verdict.equals("PASS") || verdict.equals("WARN");
		Map<String, Object> document = new LinkedHashMap<>(Map.of("schema", 1, "group", "canary", "verdict", verdict,
				"rawVerdict", verdict, "pass", passed, "fail", failed, "reason", passed ? "ok" : "poolMain: slow"));
		document.putAll(Map.of("failed", failed ? broken : List.of(), "warned", List.of(), "inconclusive", List.of(),
				"failedCount", failed ? 1 : 0, "warnedCount", 0, "inconclusiveCount", 0, "truncated", false));
		document.putAll(Map.of("score", passed ? 1.0 : 0.5, "samples", 1543, "errors", failed ? 90 : 2, "windowSeconds",
				120.0, "ageSeconds", 3.2, "uptimeSeconds", 87.2, "deployMinute", 0, "muted", List.of(), "mutedUntil",
				""));
		document.putAll(Map.of("app", "orders", "version", "1.4.2", "pod", "orders-7c9f6d-abcde", "podTemplateHash",
				canary ? Arguments.SOME_TEXT : "another", "role", canary ? "canary" : "stable", "checks",
				Map.of("poolMain", Map.of("verdict", verdict, "value", 0.42, "limit", 0.9))));
		return document;
	}

}
