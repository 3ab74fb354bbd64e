package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each probe sends, given the answers so far. A probe whose precondition is absent
 * sends nothing. All is fixed, so that two runs against the same service send the same.
 */
final class ProbePlan {

	static final String FOREIGN_TAG = "\"selftest,0\"";

	/** More than the smallest answer that a server compresses by default. */
	private static final int SLICE = 8 * 1024;

	private static final int SMALL_SLICE = 50;

	/** What of a body is kept at least. */
	private static final int KEPT = 256 * 1024;

	private final Resource resource;

	private final String missingPath;

	private final Map<String, String> variedHeaders;

	private KnownAnswers known;

	ProbePlan(Resource resource, String missingPath, Map<String, String> variedHeaders) {
		this.resource = resource;
		this.missingPath = missingPath;
		this.variedHeaders = variedHeaders;
		this.known = new KnownAnswers(new Evidence(resource, List.of()));
	}

	/**
	 * Return what a probe sends.
	 * @param probe the probe
	 * @param evidence what was sent and received so far
	 * @return the requests
	 */
	List<ProbeRequest> requests(Probe probe, Evidence evidence) {
		this.known = new KnownAnswers(evidence);
		if (probe == Probe.VARIED) {
			return this.variedHeaders.entrySet()
				.stream()
				.map((header) -> get(probe, header.getKey(),
						new Fields(List.of(new FieldLine(header.getKey(), header.getValue())))))
				.toList();
		}
		return fields(probe).map((fields) -> List.of(request(probe, fields))).orElse(List.of());
	}

	private ProbeRequest request(Probe probe, Fields fields) {
		return switch (probe) {
			case HEAD, HEAD_OWN_TAG, HEAD_RANGE -> new ProbeRequest(probe, "", "HEAD", this.resource.path(), fields);
			case MISSING, MISSING_OWN_TAG -> new ProbeRequest(probe, "", "GET", this.missingPath, fields);
			default -> get(probe, "", fields);
		};
	}

	private ProbeRequest get(Probe probe, String detail, Fields fields) {
		return new ProbeRequest(probe, detail, "GET", this.resource.path(), fields);
	}

	private Optional<Fields> fields(Probe probe) {
		return switch (probe) {
			case PLAIN, REPEATED, HEAD, MISSING, VARIED -> Optional.of(Fields.NONE);
			case GZIP -> with("Accept-Encoding", "gzip");
			case GZIP_REFUSED -> given(this.known.gzipped()).flatMap((is) -> with("Accept-Encoding", "gzip;q=0"));
			case OWN_TAG, HEAD_OWN_TAG, MISSING_OWN_TAG -> with("If-None-Match", this.known.tag());
			case TOGGLED_TAG -> with("If-None-Match", this.known.toggledTag());
			case TAG_LIST -> with("If-None-Match", this.known.tag().map((tag) -> FOREIGN_TAG + ", " + tag));
			case ANY_TAG -> given(this.known.tag()).flatMap((is) -> with("If-None-Match", "*"));
			case GZIP_TAG -> gzip(with("If-None-Match", this.known.gzipTag()));
			case OWN_DATE -> with("If-Modified-Since", this.known.date());
			case EARLIER_DATE -> with("If-Modified-Since", this.known.earlierDate());
			case OTHER_TAG_OWN_DATE -> given(this.known.tag()).flatMap((is) -> with("If-Modified-Since", date()))
				.map((fields) -> fields.with("If-None-Match", FOREIGN_TAG));
			case OTHER_TAG_REQUIRED -> given(this.known.tag()).flatMap((is) -> with("If-Match", FOREIGN_TAG));
			case EARLIER_DATE_REQUIRED -> with("If-Unmodified-Since", this.known.earlierDate());
			default -> rangeFields(probe);
		};
	}

	private Optional<Fields> rangeFields(Probe probe) {
		Optional<Long> length = this.known.divisibleLength();
		if (probe != Probe.RANGE && !this.known.servesRanges()) {
			return Optional.empty();
		}
		return switch (probe) {
			case RANGE, HEAD_RANGE -> first(length);
			case GZIP_RANGE -> gzip(first(length));
			case RANGE_MIDDLE -> with("Range", length.map(ProbePlan::middle));
			case RANGE_SUFFIX -> with("Range", length.map((total) -> "bytes=-" + Math.min(SMALL_SLICE, total)));
			case RANGE_PAST_END -> with("Range", length.map((total) -> "bytes=%d-".formatted(total + SLICE)));
			case STALE_IF_RANGE -> first(length).map((fields) -> fields.with("If-Range", FOREIGN_TAG));
			case STALE_DATE_IF_RANGE -> both(first(length), "If-Range", this.known.earlierDate());
			case WEAK_IF_RANGE -> both(first(length), "If-Range", this.known.weakTag());
			default -> throw new IllegalStateException("probe %s sends nothing".formatted(probe));
		};
	}

	private Optional<String> date() {
		return this.known.date();
	}

	private static Optional<Boolean> given(Optional<?> precondition) {
		return precondition.map((present) -> Boolean.TRUE);
	}

	private static Optional<Fields> with(String name, String value) {
		return with(name, Optional.of(value));
	}

	private static Optional<Fields> with(String name, Optional<String> value) {
		return value.map((present) -> Fields.NONE.with(name, present));
	}

	private static Optional<Fields> both(Optional<Fields> fields, String name, Optional<String> value) {
		return fields.flatMap((present) -> value.map((text) -> present.with(name, text)));
	}

	private static Optional<Fields> gzip(Optional<Fields> fields) {
		return fields.map((present) -> present.with("Accept-Encoding", "gzip"));
	}

	// all but the last octet, so that the slice is none that could pass for the whole
	private static Optional<Fields> first(Optional<Long> length) {
		return with("Range", length.map((total) -> "bytes=0-" + (Math.min(SLICE, total - 1) - 1)));
	}

	private static String middle(long length) {
		long first = Math.min(length, KEPT) / 2;
		return "bytes=%d-%d".formatted(first, Math.min(first + SMALL_SLICE, length) - 1);
	}

}
