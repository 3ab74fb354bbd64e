package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an ETag or a date stands for the content that it is sent with.
 */
final class ValidatorRules {

	private static final String SECTION = "RFC 9110, 8.8.3";

	/** What {@code Object.toString()} makes. */
	private static final Pattern IDENTITY = Pattern.compile("[\\w.$]+@[0-9a-f]{1,8}");

	/** What {@code hashCode()} makes, in decimal or hexadecimal digits. */
	private static final Pattern HASH_CODE = Pattern.compile("-[0-9]{1,10}|[0-9]{7,10}|[0-9a-f]{6,8}");

	private static final String HASH_CONTENT = "Make the ETag of a hash of the content or of a version that each change "
			+ "raises, not of 'hashCode()', the time or the instance";

	private ValidatorRules() {
	}

	static List<Rule> rules() {
		return List.of(Rule.fail("etag-syntax", SECTION,
				"An ETag is text in double quotes, with an upper-case W/ before it when weak",
				"Write it with 'ResponseEntity.eTag(...)', which quotes it", Judgement.ofEach(ValidatorRules::syntax)),
				Rule.fail("etag-stable", SECTION + ".1", "The same content has the same ETag each time", HASH_CONTENT,
						Judgement.compared(ValidatorRules::churn, Probe.REPEATED, Probe.OWN_TAG)),
				Rule.fail("etag-strong-reused", SECTION + ".1", "Another content has another strong ETag", HASH_CONTENT,
						Judgement.compared(ValidatorRules::strongReused, Probe.REPEATED, Probe.OWN_TAG,
								Probe.OTHER_TAG_OWN_DATE, Probe.GZIP_REFUSED, Probe.VARIED)),
				Rule.warn("validator-present", "RFC 9110, 8.8",
						"An answer that caches may store has an ETag or Last-Modified, so that it can be renewed cheaply",
						"Add 'ResponseEntity.eTag(...)', or 'WebRequest.checkNotModified(...)' before the work is done",
						Judgement.ofPlain(ValidatorRules::missing)),
				Rule.warn("etag-with-no-store", "RFC 9111, 5.2.2.5",
						"No ETag is made for what nobody may store; a note only for Last-Modified, which costs nothing",
						"Set a 'Cache-Control' of the route, which Spring Security then leaves alone, or drop the ETag",
						Judgement.ofPlain(ValidatorRules::useless)),
				Rule.warn("etag-shared-across-resources", "practice", "Two resources have different strong ETags",
						"Make the ETag of the resource, not of the release of the application",
						Judgement.compared(ValidatorRules::shared, Probe.MISSING)),
				Rule.info("etag-guess-hashcode", SECTION,
						"An ETag does not look like a hashCode(), which another process or another content may have by chance; "
								+ "a warning when it looks like an identity",
						HASH_CONTENT, Judgement.ofPlain(ValidatorRules::hashCode)),
				Rule.info("etag-weak-reused", SECTION + ".1",
						"Told: different octets have the same weak ETag, which is allowed",
						"Use a strong ETag where each octet counts",
						Judgement.compared(ValidatorRules::weakReused, Probe.REPEATED, Probe.OWN_TAG)));
	}

	private static void syntax(Exchange exchange, Response response, Notes notes) {
		for (String value : response.fields().values("ETag")) {
			if (EntityTag.parse(value).isEmpty()) {
				notes.add(exchange, "'ETag' is malformed" + guess(value), value, "\"v1\" or W/\"v1\"");
			}
		}
	}

	private static String guess(String value) {
		if (!value.contains("\"")) {
			return ": it has no quotes";
		}
		return value.startsWith("w/") ? ": the sign of a weak one is an upper-case W" : "";
	}

	private static void churn(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<EntityTag> before = EntityTag.of(plain.fields());
		Optional<EntityTag> after = EntityTag.of(response.fields());
		if (response.status() == plain.status() && plain.body().sameAs(response.body()) && before.isPresent()
				&& after.isPresent() && !before.get().isSameWeakly(after.get())) {
			notes.add(exchange, "the same content came with another ETag", after.get(), before.get());
		}
	}

	private static void strongReused(Response plain, Exchange exchange, Response response, Notes notes) {
		if (isReused(plain, response, true)) {
			notes.add(exchange, "another content came with the same strong ETag",
					EntityTag.of(plain.fields()).map(EntityTag::toString).orElse("") + " for " + response.body(),
					"another ETag than for " + plain.body());
		}
	}

	private static void weakReused(Response plain, Exchange exchange, Response response, Notes notes) {
		if (isReused(plain, response, false)) {
			notes.add(exchange, "other octets came with the same weak ETag",
					EntityTag.of(plain.fields()).map(EntityTag::toString).orElse(""), "content that means the same");
		}
	}

	private static boolean isReused(Response plain, Response response, boolean strong) {
		Optional<EntityTag> before = EntityTag.of(plain.fields());
		Optional<EntityTag> after = EntityTag.of(response.fields());
		return response.status() == plain.status() && plain.body().differsFrom(response.body())
				&& before.filter((tag) -> tag.isStrong() == strong).isPresent() && before.equals(after);
	}

	private static void missing(Exchange exchange, Response response, Notes notes) {
		Policy policy = Policy.of(exchange, response);
		boolean hasValidator = response.fields().has("ETag") || response.fields().has("Last-Modified");
		boolean isForEver = policy.control().has("immutable");
		if (response.isOk() && policy.personal().isStorable() && !hasValidator && !isForEver) {
			notes.add(exchange, "caches may store it and have to fetch all of it again", "no ETag and no Last-Modified",
					"an ETag or Last-Modified");
		}
	}

	private static void useless(Exchange exchange, Response response, Notes notes) {
		if (!CacheControl.of(response.fields()).has("no-store")) {
			return;
		}
		if (response.fields().has("ETag")) {
			notes.add(exchange, "an ETag is made, and nobody may store what it is for", response.policy(), "no-cache");
		}
		else if (response.fields().has("Last-Modified")) {
			notes.add(exchange, Level.INFO, "it has 'Last-Modified', and nobody may store it", response.policy(),
					"no-cache");
		}
	}

	private static void shared(Response plain, Exchange exchange, Response response, Notes notes) {
		Optional<EntityTag> tag = EntityTag.of(plain.fields()).filter(EntityTag::isStrong);
		if (tag.isPresent() && tag.equals(EntityTag.of(response.fields()))
				&& plain.body().differsFrom(response.body())) {
			notes.add(exchange, "'%s' has other content and the same strong ETag".formatted(exchange.path()), tag.get(),
					"an ETag of its own");
		}
	}

	private static void hashCode(Exchange exchange, Response response, Notes notes) {
		EntityTag.of(response.fields()).ifPresent((tag) -> {
			if (IDENTITY.matcher(tag.opaque()).matches()) {
				notes.add(exchange, Level.WARN,
						"the ETag looks like the identity of an object, which changes with " + "each start", tag,
						"a hash of the content, or a version");
			}
			else if (HASH_CODE.matcher(tag.opaque()).matches()) {
				notes.add(exchange, "the ETag looks like a hash of 32 bits", tag,
						"a hash of the content, or a version");
			}
		});
	}

}
