package io.github.selftest.boot.synthetic.metrics;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.synthetic.VendorMarks;

/**
 * Tags observations of synthetic requests when they start. That of the request itself is
 * known by the request, as its thread may have changed; all others by the thread.
 */
final class SyntheticObservationHandler implements ObservationHandler<Observation.Context> {

	private final KeyValue ofSynthetic;

	private final @Nullable KeyValue ofUsers;

	private final KeyValue ofSpans;

	/** {@code null} where vendors are not recognised. */
	private final @Nullable KeyValue ofVendors;

	private SyntheticObservationHandler(KeyValue ofSynthetic, @Nullable KeyValue ofUsers, String spanAttribute,
			boolean vendorMarks) {
		this.ofVendors = vendorMarks ? KeyValue.of(spanAttribute, "bot") : null;
		this.ofSynthetic = ofSynthetic;
		this.ofUsers = ofUsers;
		this.ofSpans = KeyValue.of(spanAttribute, "test");
	}

	static SyntheticObservationHandler of(SyntheticMetricsProperties properties, boolean vendorMarks) {
		return switch (properties.mode()) {
			case SEPARATE -> new SyntheticObservationHandler(KeyValue.of(MovedMeters.TAG, MovedMeters.VALUE), null,
					properties.spanAttribute(), vendorMarks);
			case TAG -> new SyntheticObservationHandler(KeyValue.of("synthetic", "true"),
					KeyValue.of("synthetic", "false"), properties.spanAttribute(), vendorMarks);
		};
	}

	// asked when an observation is made; that of a user's request then tells us nothing
	// more
	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.ofUsers != null || this.ofVendors != null
				|| !(context instanceof ServerRequestObservationContext server) || isSynthetic(server);
	}

	@Override
	public void onStart(Observation.Context context) {
		if (isSynthetic(context)) {
			context.addLowCardinalityKeyValue(this.ofSynthetic);
			context.addHighCardinalityKeyValue(this.ofSpans);
		}
		else {
			ofUser(context);
		}
	}

	private void ofUser(Observation.Context context) {
		if (this.ofUsers != null) {
			context.addLowCardinalityKeyValue(this.ofUsers);
		}
		if (this.ofVendors != null && context instanceof ServerRequestObservationContext server
				&& server.getCarrier() != null && server.getCarrier().getAttribute(VendorMarks.ATTRIBUTE) != null) {
			context.addHighCardinalityKeyValue(this.ofVendors);
		}
	}

	private static boolean isSynthetic(Observation.Context context) {
		return (context instanceof ServerRequestObservationContext server) ? isSynthetic(server)
				: SyntheticContext.isActive();
	}

	private static boolean isSynthetic(ServerRequestObservationContext context) {
		HttpServletRequest request = context.getCarrier();
		return request != null && request.getAttribute(SyntheticContext.REQUEST_ATTRIBUTE) instanceof SyntheticContext;
	}

}
