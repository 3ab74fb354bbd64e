package io.github.selftest.boot.synthetic;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * How often what came of claims and verified requests. The number of counts is fixed at
 * the start, whatever requests say of themselves.
 */
final class Counts {

	private final LongAdder verified = new LongAdder();

	private final Map<Reason, LongAdder> reasons = new EnumMap<>(Reason.class);

	private final Map<String, Map<HttpOutcome, LongAdder>> requests = new LinkedHashMap<>();

	Counts(Collection<String> labels) {
		Arrays.stream(Reason.values()).forEach((reason) -> this.reasons.put(reason, new LongAdder()));
		for (String label : labels) {
			Map<HttpOutcome, LongAdder> outcomes = new EnumMap<>(HttpOutcome.class);
			Arrays.stream(HttpOutcome.values()).forEach((outcome) -> outcomes.put(outcome, new LongAdder()));
			this.requests.put(label, outcomes);
		}
	}

	void claim(@Nullable Reason reason) {
		claims(reason).increment();
	}

	LongAdder claims(@Nullable Reason reason) {
		return (reason != null) ? this.reasons.getOrDefault(reason, this.verified) : this.verified;
	}

	void request(String label, int status) {
		Map<HttpOutcome, LongAdder> outcomes = this.requests.get(label);
		if (outcomes != null) {
			outcomes.getOrDefault(HttpOutcome.of(status), this.verified).increment();
		}
	}

	Map<String, Map<HttpOutcome, LongAdder>> requests() {
		return this.requests;
	}

}
