package io.github.selftest.boot.check.httpcache;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a part is a part of the whole.
 */
final class RangeRules {

	private static final Probe[] SLICES = { Probe.RANGE, Probe.RANGE_MIDDLE, Probe.RANGE_SUFFIX };

	private static final String LEAVE_IT = "Return a 'Resource' and let Spring make the parts, or send 'Accept-Ranges: none'";

	private static final List<String> REQUIRED = List.of("Cache-Control", "Content-Location", "ETag", "Date", "Expires",
			"Vary");

	private RangeRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("range-bytes-correct", "RFC 9110, 14.2", "A part has the bytes of the whole at its place",
						LEAVE_IT, Judgement.compared(RangeRules::bytes, SLICES).whenSteady()),
				Rule.fail("range-lengths", "RFC 9110, 14.4",
						"Content-Range, Content-Length and the content of a part agree, and its whole has the length of the 200",
						LEAVE_IT, Judgement.compared(RangeRules::lengths, SLICES).whenSteady()),
				Rule.fail("content-range-syntax", "RFC 9110, 14.4",
						"Content-Range has the form bytes 0-99/1234, with numbers that can be, and stands in a 206 or 416 only",
						LEAVE_IT, Judgement.ofEach(RangeRules::syntax)),
				Rule.fail("range-unrequested", "RFC 9110, 15.3.7", "No part is sent to a request that has no Range",
						LEAVE_IT, Judgement.ofEach(RangeRules::unrequested)),
				Rule.known("if-range-stale", "RFC 9110, 13.1.5",
						"A part is asked for with a validator that does not match: the whole is sent",
						"Spring leaves If-Range out: send 'Accept-Ranges: none', or put a cache that knows it in front",
						Judgement.compared(RangeRules::ifRange, Probe.STALE_IF_RANGE, Probe.STALE_DATE_IF_RANGE,
								Probe.WEAK_IF_RANGE)),
				Rule.known("range-encoding-coherent", "RFC 9110, 14.1.2",
						"A part of what is sent compressed is a part of the compressed bytes, and its Content-Range counts those",
						"Tomcat and Jetty compress the part: take the type out of 'server.compression.mime-types', or send "
								+ "'Accept-Ranges: none'",
						RangeRules::coherent),
				Rule.warn("range-206-headers", "RFC 9110, 15.3.7",
						"A part repeats Cache-Control, Content-Location, ETag, Date, Expires and Vary of the whole",
						LEAVE_IT, Judgement.compared(RangeRules::required, SLICES)),
				Rule.warn("range-ignored", "RFC 9110, 14.3", "Parts are sent where Accept-Ranges: bytes promises them",
						"Remove 'Accept-Ranges', or look for a filter that drops 'Range'",
						Judgement.compared(RangeRules::ignored, SLICES)),
				Rule.warn("range-unsatisfiable", "RFC 9110, 15.5.17",
						"A range behind the end is answered with 416 and the length, or with the whole", LEAVE_IT,
						Judgement.compared(RangeRules::pastEnd, Probe.RANGE_PAST_END)),
				Rule.warn("range-unit", "RFC 9110, 14.3", "Accept-Ranges names bytes or none", "Remove the other unit",
						Judgement.ofEach(RangeRules::unit)));
	}

	private static void bytes(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<ContentRange> range = part(response);
		if (range.isEmpty() || isOther(plain, response) || response.fields().has("Content-Encoding")
				|| plain.fields().has("Content-Encoding")) {
			return;
		}
		Optional<byte[]> expected = range
			.flatMap((part) -> plain.body().slice(part.first().orElse(-1), part.last().orElse(-1)));
		Optional<byte[]> observed = response.body().bytes();
		if (expected.isPresent() && observed.isPresent() && !Arrays.equals(expected.get(), observed.get())) {
			notes.add(exchange, "the part is not what the whole has at its place",
					"other bytes at " + response.fields().first("Content-Range").orElse(""), "those of the 200");
		}
	}

	private static void lengths(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<ContentRange> range = part(response);
		if (range.isEmpty() || isOther(plain, response)) {
			return;
		}
		long length = range.get().length();
		String text = response.fields().first("Content-Range").orElse("");
		if (response.body().isComplete() && response.body().length() != length) {
			notes.add(exchange, "the part is not as long as it says", response.body().length() + " bytes",
					"%d for %s".formatted(length, text));
		}
		OptionalLong total = range.get().total();
		if (total.isPresent() && plain.body().isComplete() && total.getAsLong() != plain.body().length()
				&& !response.fields().has("Content-Encoding")) {
			notes.add(exchange, "the whole is not as long as the part says", text,
					"a length of " + plain.body().length());
		}
	}

	private static boolean isOther(Response plain, Response response) {
		Optional<EntityTag> before = EntityTag.of(plain.fields());
		Optional<EntityTag> after = EntityTag.of(response.fields());
		return before.isPresent() && after.isPresent() && !before.get().isSameWeakly(after.get());
	}

	/**
	 * Return what a 206 with one part says of it.
	 */
	private static Optional<ContentRange> part(Response response) {
		return response.isPartial() ? response.fields()
			.single("Content-Range")
			.flatMap(ContentRange::parse)
			.filter((range) -> !range.isUnsatisfied()) : Optional.empty();
	}

	private static void syntax(Exchange exchange, Response response, Notes notes) {
		boolean isPlaceForIt = response.isPartial() || response.status() == 416;
		for (String value : response.fields().values("Content-Range")) {
			if (!isPlaceForIt) {
				notes.add(exchange, Level.WARN,
						"'Content-Range' means nothing with the status %d".formatted(response.status()), value,
						"no Content-Range");
				continue;
			}
			ContentRange.problem(value)
				.ifPresent((problem) -> notes.add(exchange, "'Content-Range' is malformed: " + problem, value,
						"bytes 0-99/1234"));
			if (response.isPartial() && ContentRange.parse(value).filter(ContentRange::isUnsatisfied).isPresent()) {
				notes.add(exchange, "'Content-Range' of a part names no part", value, "bytes 0-99/1234");
			}
		}
		boolean isMultipart = response.fields()
			.first("Content-Type")
			.filter((type) -> Text.lower(type).startsWith("multipart/byteranges"))
			.isPresent();
		if (response.isPartial() && !response.fields().has("Content-Range") && !isMultipart) {
			notes.add(exchange, "a part does not say which one it is", "no Content-Range", "bytes 0-99/1234");
		}
	}

	private static void unrequested(Exchange exchange, Response response, Notes notes) {
		boolean isAboutRange = response.isPartial() || response.status() == 416;
		if (isAboutRange && !exchange.request().has("Range")) {
			notes.add(exchange, "a request without 'Range' is answered as if it had one", response.status(), "200");
		}
	}

	private static void ifRange(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.isPartial()) {
			notes.add(exchange, "a part of another version is sent, and the client joins it with what it has",
					"206 to If-Range: " + exchange.request().first("If-Range").orElse(""), "200 with the whole");
		}
	}

	private static void coherent(Evidence evidence, Notes notes) {
		Judgement.comparedWith(Probe.GZIP, (gzip, exchange, response, all) -> {
			Optional<ContentRange> range = part(response);
			boolean isCoded = response.fields().has("Content-Encoding");
			Optional<Response> whole = isCoded ? Optional.of(gzip).filter((it) -> it.fields().has("Content-Encoding"))
					: evidence.plain();
			if (range.isEmpty() || isOther(whole.orElse(gzip), response)) {
				return;
			}
			if (whole.isEmpty() || !isPartOf(whole.get(), range.get(), response)) {
				all.add(exchange, "the part is no part of what is sent %s".formatted(isCoded ? "compressed" : "plain"),
						"%s with %d bytes%s".formatted(response.fields().first("Content-Range").orElse(""),
								response.body().length(), isCoded ? " of gzip" : ""),
						whole.map((it) -> "bytes of the %d that the whole has".formatted(it.body().length()))
							.orElse("no coding, as the whole has none"));
			}
		}, Probe.GZIP_RANGE).whenSteady().judge(evidence, notes);
	}

	private static boolean isPartOf(Response whole, ContentRange range, Response response) {
		boolean sameTotal = range.total().isEmpty() || !whole.body().isComplete()
				|| range.total().getAsLong() == whole.body().length();
		Optional<byte[]> expected = whole.body().slice(range.first().orElse(-1), range.last().orElse(-1));
		Optional<byte[]> observed = response.body().bytes();
		boolean sameBytes = expected.isEmpty() || observed.isEmpty() || Arrays.equals(expected.get(), observed.get());
		return sameTotal && sameBytes && range.length() == response.body().length();
	}

	private static void required(Response plain, Exchange exchange, Response response, Notes notes) {
		if (!response.isPartial() || exchange.request().has("If-Range")) {
			return;
		}
		for (String name : REQUIRED) {
			Optional<String> expected = plain.fields().combined(name);
			Optional<String> observed = response.fields().combined(name);
			boolean isDate = name.equals("Date") || name.equals("Expires");
			if (expected.isPresent() && observed.isEmpty()) {
				notes.add(exchange, "the part lacks '%s'".formatted(name), "no " + name, name + ": " + expected.get());
			}
			else if (expected.isPresent() && !isDate && !isSame(name, plain, response)) {
				notes.add(exchange, "the part has another '%s' than the whole".formatted(name), observed.orElse(""),
						expected.get());
			}
		}
	}

	private static boolean isSame(String name, Response plain, Response response) {
		if (name.equals("Vary")) {
			return Vary.of(plain.fields()).names().equals(Vary.of(response.fields()).names());
		}
		return plain.fields().combined(name).equals(response.fields().combined(name));
	}

	private static void ignored(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean isPromised = plain.fields().combined("Accept-Ranges").filter("bytes"::equalsIgnoreCase).isPresent();
		if (isPromised && response.isOk()) {
			notes.add(exchange, "the whole is sent where a part was asked for",
					"200 to Range: " + exchange.request().first("Range").orElse(""), "206");
		}
	}

	private static void pastEnd(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.status() == 416) {
			boolean tellsLength = response.fields()
				.single("Content-Range")
				.flatMap(ContentRange::parse)
				.filter((range) -> range.isUnsatisfied())
				.isPresent();
			if (!tellsLength) {
				notes.add(exchange, "the 416 does not tell the length",
						response.fields().first("Content-Range").orElse("no Content-Range"),
						"bytes */" + plain.body().length());
			}
		}
		else if (!response.isOk()) {
			notes.add(exchange, "a range behind the end is answered oddly", response.status(), "416 or 200");
		}
	}

	private static void unit(Exchange exchange, Response response, Notes notes) {
		for (String line : response.fields().values("Accept-Ranges")) {
			Vary.membersOf(line)
				.filter((unit) -> !unit.equalsIgnoreCase("bytes") && !unit.equalsIgnoreCase("none"))
				.forEach((unit) -> notes.add(exchange, "'Accept-Ranges' names a unit that nobody knows", unit,
						"bytes or none"));
		}
	}

}
