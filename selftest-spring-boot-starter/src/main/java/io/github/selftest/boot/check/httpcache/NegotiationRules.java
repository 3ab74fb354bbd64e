package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether variants of a resource are told apart, and are variants of the same.
 */
final class NegotiationRules {

	private static final String CODINGS = "RFC 9110, 8.4";

	/** Less is not worth compressing: the default of {@code server.compression}. */
	private static final int WORTH_COMPRESSING = 2048;

	private static final Pattern COMPRESSIBLE = Pattern
		.compile("(?:text/|application/(?:json|xml|javascript|[^;]*[+](?:json|xml))|image/svg[+]xml).*");

	private NegotiationRules() {
	}

	static List<Rule> rules() {
		return List.of(
				Rule.fail("conneg-etag-distinct", "RFC 9110, 8.8.3.3",
						"The compressed and the plain variant have different strong ETags, or a weak one",
						"Use a weak ETag ('W/'), with which Tomcat compresses, or let Jetty add its suffix",
						Judgement.compared(NegotiationRules::distinctTags, Probe.GZIP)),
				Rule.fail("conneg-status", "RFC 9110, 12.1", "The status does not depend on Accept-Encoding",
						"Look for a filter that reads 'Accept-Encoding'",
						Judgement.compared(NegotiationRules::status, Probe.GZIP)),
				Rule.fail("conneg-content-type", "RFC 9110, 12.1",
						"The Content-Type does not depend on Accept-Encoding",
						"Look for a filter that reads 'Accept-Encoding', and at the suffixes of compressed files",
						Judgement.compared(NegotiationRules::contentType, Probe.GZIP)),
				Rule.fail("conneg-body", CODINGS, "The compressed variant decodes to the plain one",
						"Build the compressed files anew with each release of the plain ones",
						Judgement.compared(NegotiationRules::sameContent, Probe.GZIP).whenSteady()),
				Rule.fail("conneg-decodes", CODINGS + ".1.3", "Content that is said to be gzip decodes as gzip",
						"Look for two filters that compress, or for a 'Content-Encoding' that is copied from elsewhere",
						Judgement.ofEach(NegotiationRules::decodes)),
				Rule.known("conneg-qzero", "RFC 9110, 12.4.2", "A coding that the request refuses with q=0 is not used",
						"Spring's 'EncodedResourceResolver' leaves weights out: use 'server.compression.enabled=true', or "
								+ "compress in the proxy",
						Judgement.of(NegotiationRules::refused, Probe.GZIP_REFUSED)),
				Rule.warn("conneg-unwanted", "RFC 9110, 12.5.3",
						"Nothing is compressed for a request that names no coding",
						"Remove the 'Content-Encoding' that is set without asking",
						Judgement.ofEach(NegotiationRules::unasked)),
				Rule.warn("conneg-savings", "practice", "Compressed content is smaller than plain content",
						"Raise 'server.compression.min-response-size', or take the type out of "
								+ "'server.compression.mime-types'",
						Judgement.compared(NegotiationRules::savings, Probe.GZIP)),
				Rule.warn("conneg-accept", "RFC 9110, 12.5.1",
						"Where Accept changes the type, Vary names it; a failure where the content changes with it",
						"Add 'varyBy(\"Accept\")'",
						(evidence, notes) -> chosenBy("Accept", "Content-Type", evidence, notes)),
				Rule.warn("conneg-language", "RFC 9110, 12.5.4",
						"Where Accept-Language changes the language, Vary names it; a failure where the content changes with it",
						"Add 'varyBy(\"Accept-Language\")'",
						(evidence, notes) -> chosenBy("Accept-Language", "Content-Language", evidence, notes)),
				Rule.info("conneg-gzip-offered", "practice", "Text of 2 KB and more is compressed for who accepts gzip",
						"Set 'server.compression.enabled=true'; with a strong ETag Tomcat does not compress, so make it weak",
						Judgement.compared(NegotiationRules::offered, Probe.GZIP)));
	}

	private static void distinctTags(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<EntityTag> tag = EntityTag.of(plain.fields()).filter(EntityTag::isStrong);
		if (isCoded(response) && !isCoded(plain) && tag.isPresent() && tag.equals(EntityTag.of(response.fields()))) {
			notes.add(exchange, "the compressed variant has the strong ETag of the plain one", tag.get(),
					"another ETag, or W/\"%s\"".formatted(tag.get().opaque()));
		}
	}

	private static void status(Response plain, Exchange exchange, Response response, Notes notes) {
		if (response.status() != plain.status()) {
			notes.add(exchange, "the status depends on 'Accept-Encoding'", response.status(), plain.status());
		}
	}

	private static void contentType(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<String> expected = plain.fields().first("Content-Type").map(NegotiationRules::normalised);
		Optional<String> observed = response.fields().first("Content-Type").map(NegotiationRules::normalised);
		if (response.status() == plain.status() && !expected.equals(observed)) {
			notes.add(exchange, "the type depends on 'Accept-Encoding'", observed.orElse("no Content-Type"),
					expected.orElse("no Content-Type"));
		}
	}

	private static String normalised(String type) {
		return Text.lower(type).replaceAll("[ \t]*;[ \t]*", ";");
	}

	private static void sameContent(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<String> expected = plain.body().identitySha256();
		Optional<String> observed = response.body().identitySha256();
		boolean areKnown = isKnownCoding(plain) && isKnownCoding(response) && expected.isPresent()
				&& observed.isPresent();
		if (areKnown && response.status() == plain.status() && !expected.equals(observed)) {
			notes.add(exchange, "the variant for gzip has other content than the plain one",
					"sha256 " + observed.map(NegotiationRules::shortened).orElse(""),
					"sha256 " + expected.map(NegotiationRules::shortened).orElse(""));
		}
	}

	private static String shortened(String hash) {
		return hash.substring(0, 12);
	}

	private static boolean isKnownCoding(Response response) {
		return !isCoded(response) || response.body().decoded().isPresent();
	}

	private static void decodes(Exchange exchange, Response response, Notes notes) {
		boolean isWhole = response.isOk() && response.body().isComplete() && !exchange.isHead();
		response.body()
			.decoded()
			.flatMap(Decoded::problem)
			.filter((problem) -> isWhole)
			.ifPresent((problem) -> notes.add(exchange, "its gzip does not decode: " + problem,
					"Content-Encoding: " + response.fields().first("Content-Encoding").orElse(""),
					"gzip that decodes"));
	}

	private static void refused(Exchange exchange, Response response, Notes notes) {
		if (isCoded(response)) {
			notes.add(exchange, "gzip is used although the request refuses it",
					"Content-Encoding: " + response.fields().first("Content-Encoding").orElse(""), "no coding");
		}
	}

	private static void unasked(Exchange exchange, Response response, Notes notes) {
		if (isCoded(response) && response.isSuccess() && !exchange.request().has("Accept-Encoding")) {
			notes.add(exchange, "it is compressed although nobody asked for it",
					"Content-Encoding: " + response.fields().first("Content-Encoding").orElse(""), "no coding");
		}
	}

	private static void savings(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean areWhole = plain.body().isComplete() && response.body().isComplete();
		if (isCoded(response) && !isCoded(plain) && areWhole && response.body().length() >= plain.body().length()
				&& !plain.body().isEmpty()) {
			notes.add(exchange, "compression makes it no smaller", response.body().length() + " bytes",
					"less than %d bytes".formatted(plain.body().length()));
		}
	}

	private static void chosenBy(String header, String chosen, Evidence evidence, Notes notes) {
		Judgement.compared((plain, exchange, response, all) -> {
			Optional<String> before = plain.fields().first(chosen);
			Optional<String> after = response.fields().first(chosen);
			boolean isKeptApart = Vary.of(response.fields()).covers(header);
			if (exchange.detail().equalsIgnoreCase(header) && response.isSuccess() && !isKeptApart
					&& !before.equals(after)) {
				boolean isOther = evidence.hasSteadyBody() && plain.body().differsFrom(response.body());
				all.add(exchange, isOther ? Level.FAIL : Level.WARN, "'%s' changes '%s' from '%s' to '%s'"
					.formatted(header, chosen, before.orElse("none"), after.orElse("none")), Vary.of(response.fields()),
						"Vary: " + header);
			}
		}, Probe.VARIED).judge(evidence, notes);
	}

	private static void offered(Response plain, Exchange exchange, Response response, Notes notes) {
		boolean isText = plain.fields()
			.first("Content-Type")
			.map(Text::lower)
			.filter(NegotiationRules::isCompressible)
			.isPresent();
		if (isText && !isCoded(response) && plain.body().length() >= WORTH_COMPRESSING) {
			boolean isStrong = EntityTag.of(plain.fields()).filter(EntityTag::isStrong).isPresent();
			notes.add(exchange, "gzip is not offered" + (isStrong ? ", maybe because of the strong ETag" : ""),
					plain.body().length() + " bytes of text", "Content-Encoding: gzip");
		}
	}

	private static boolean isCompressible(String type) {
		return COMPRESSIBLE.matcher(type).matches();
	}

	private static boolean isCoded(Response response) {
		return response.fields()
			.combined("Content-Encoding")
			.filter((coding) -> !coding.equalsIgnoreCase("identity"))
			.isPresent();
	}

}
