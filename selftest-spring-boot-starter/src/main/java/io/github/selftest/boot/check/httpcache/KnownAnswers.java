package io.github.selftest.boot.check.httpcache;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What the answers so far give a further probe to work with.
 *
 * @param evidence what was sent and received so far
 */
record KnownAnswers(Evidence evidence) {

	private static final DateTimeFormatter DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final Duration STEP = Duration.ofDays(1);

	Optional<String> tag() {
		return this.evidence.plain().flatMap((plain) -> plain.fields().single("ETag"));
	}

	/**
	 * Return the ETag of the answer in gzip.
	 */
	Optional<String> gzipTag() {
		return gzipped().flatMap((coded) -> coded.fields().single("ETag"));
	}

	Optional<String> weakTag() {
		return tag().map((tag) -> tag.startsWith("W/") ? tag : "W/" + tag);
	}

	/**
	 * Return the ETag, weak if it is strong, and strong if it is weak.
	 */
	Optional<String> toggledTag() {
		return tag().map((tag) -> tag.startsWith("W/") ? tag.substring(2) : "W/" + tag);
	}

	Optional<String> date() {
		return this.evidence.plain().flatMap((plain) -> plain.fields().single("Last-Modified"));
	}

	/**
	 * Return a date before the last modification, in the form of today.
	 */
	Optional<String> earlierDate() {
		return date().flatMap(KnownAnswers::parsed).map((date) -> DATE.format(date.minus(STEP)));
	}

	Optional<Response> gzipped() {
		return this.evidence.response(Probe.GZIP)
			.filter((response) -> response.isOk() && response.fields().has("Content-Encoding"));
	}

	/**
	 * Return the number of octets of the whole, if a part of it can be asked for.
	 */
	Optional<Long> divisibleLength() {
		return this.evidence.plain()
			.filter((plain) -> plain.isOk() && plain.body().isComplete() && plain.body().length() > 1)
			.filter((plain) -> !plain.fields().first("Accept-Ranges").map(Text::lower).orElse("").equals("none"))
			.map((plain) -> plain.body().length());
	}

	/**
	 * Return whether ranges were seen to be served.
	 */
	boolean servesRanges() {
		return this.evidence.response(Probe.RANGE).filter(Response::isPartial).isPresent();
	}

	/**
	 * Return whether an answer differs in a way that only a second look can tell from
	 * content that changes by itself.
	 */
	boolean needSecondLook() {
		return this.evidence.plain().filter(Response::isOk).map(this::isContradicted).orElse(false);
	}

	private boolean isContradicted(Response plain) {
		return this.evidence.exchanges()
			.stream()
			.filter((exchange) -> !exchange.isHead())
			.anyMatch((exchange) -> exchange.response()
				.filter(Response::isOk)
				.filter((response) -> isConditional(exchange)
						|| !response.body().identitySha256().equals(plain.body().identitySha256()))
				.isPresent());
	}

	// a validator that is not recognised may be another one each time
	private static boolean isConditional(Exchange exchange) {
		return exchange.probe() == Probe.OWN_TAG || exchange.probe() == Probe.OWN_DATE;
	}

	private static Optional<ZonedDateTime> parsed(String date) {
		try {
			return Optional.of(ZonedDateTime.parse(date, DATE));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
