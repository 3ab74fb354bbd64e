package io.github.selftest.boot.synthetic;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of claims and of verified requests.
 */
final class SyntheticMeters implements MeterBinder {

	private final Counts counts;

	private final @Nullable VendorMarks vendorMarks;

	SyntheticMeters(Counts counts, @Nullable VendorMarks vendorMarks) {
		this.counts = counts;
		this.vendorMarks = vendorMarks;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		claims(registry, "verified", "none", this.counts.claims(null));
		for (Reason reason : Reason.values()) {
			claims(registry, reason.isVerified() ? "refused" : "rejected", reason.text(), this.counts.claims(reason));
		}
		if (this.vendorMarks != null) {
			this.vendorMarks.forEach((vendor, count) -> claims(registry, "recognised", vendor.text(), count));
		}
		this.counts.requests()
			.forEach((key,
					outcomes) -> outcomes.forEach((outcome, count) -> FunctionCounter
						.builder("selftest.synthetic.requests", count, LongAdder::doubleValue)
						.description("Verified synthetic requests that were answered")
						.tag("key", key)
						.tag("outcome", outcome.name())
						.register(registry)));
	}

	private static void claims(MeterRegistry registry, String result, String reason, LongAdder count) {
		FunctionCounter.builder("selftest.synthetic.claims", count, LongAdder::doubleValue)
			.description("Requests that said they were synthetic")
			.tag("result", result)
			.tag("reason", reason)
			.register(registry);
	}

}
