package io.github.selftest.boot.check.fallback;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of all fallbacks over time, by the labels of their methods.
 */
final class FallbackRecords {

	private final Map<String, FallbackRecord> byLabel = new ConcurrentHashMap<>();

	FallbackRecord of(String label) {
		return this.byLabel.computeIfAbsent(label, (key) -> new FallbackRecord());
	}

}
