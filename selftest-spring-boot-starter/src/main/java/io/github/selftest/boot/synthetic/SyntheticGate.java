package io.github.selftest.boot.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;

/**
 * What both ports of a service share: nonces, limits and counts.
 */
final class SyntheticGate {

	private final Recogniser recogniser;

	private final RequestRecorder recorder;

	private final Counts counts;

	private final @Nullable VendorMarks vendorMarks;

	private SyntheticGate(Recogniser recogniser, RequestRecorder recorder, Counts counts,
			@Nullable VendorMarks vendorMarks) {
		this.vendorMarks = vendorMarks;
		this.recogniser = recogniser;
		this.recorder = recorder;
		this.counts = counts;
	}

	static SyntheticGate of(SyntheticProperties properties, Proofs proofs, List<SyntheticAuthenticator> authenticators,
			@Nullable VendorMarks vendorMarks, LongSupplier nanoTime) {
		List<String> labels = new ArrayList<>(proofs.labels());
		if (!authenticators.isEmpty()) {
			labels.add(Authenticators.LABEL);
		}
		Counts counts = new Counts(labels);
		Recogniser recogniser = new Recogniser(proofs,
				new Authenticators(authenticators, properties.requestsPerSecond(), nanoTime),
				new NonceMemory(properties.maxNonces()),
				new Limits(new Limit(properties.requestsPerSecond(), nanoTime)),
				PathRules.of(SyntheticProperties.PREFIX + ".read-only-paths", properties.readOnlyPaths()),
				new ClaimRecorder(counts, new RejectionLog(nanoTime)));
		return new SyntheticGate(recogniser, new RequestRecorder(counts, nanoTime), counts, vendorMarks);
	}

	Counts counts() {
		return this.counts;
	}

	FilterRegistrationBean<RecognitionFilter> recognition() {
		FilterRegistrationBean<RecognitionFilter> filter = new FilterRegistrationBean<>(
				new RecognitionFilter(this.recogniser, this.recorder, this.vendorMarks));
		filter.setName("selfTestSyntheticRecognitionFilter");
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		return filter;
	}

	FilterRegistrationBean<OtherMethodFilter> otherMethod() {
		FilterRegistrationBean<OtherMethodFilter> filter = new FilterRegistrationBean<>(
				new OtherMethodFilter(this.recogniser, this.counts));
		filter.setName("selfTestSyntheticOtherMethodFilter");
		filter.setOrder(Ordered.LOWEST_PRECEDENCE);
		filter.setDispatcherTypes(DispatcherType.REQUEST);
		return filter;
	}

	// what was refused has no further dispatch, and its error page must not be refused
	// again
	FilterRegistrationBean<RefusalFilter> refusal() {
		FilterRegistrationBean<RefusalFilter> filter = new FilterRegistrationBean<>(new RefusalFilter());
		filter.setName("selfTestSyntheticRefusalFilter");
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
		filter.setDispatcherTypes(DispatcherType.REQUEST);
		return filter;
	}

}
