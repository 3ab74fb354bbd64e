package io.github.selftest.boot.check.httpcache;

/**
 * A request that is sent to learn one thing.
 */
enum Probe {

	/** The answer that all others are compared with. */
	PLAIN("G", Tier.BASIC, "GET without `Accept-Encoding`"),

	/** Is gzip offered, and told apart. */
	GZIP("Z", Tier.BASIC, "GET with `Accept-Encoding: gzip`"),

	/** Does the own ETag validate. */
	OWN_TAG("N", Tier.BASIC, "GET with `If-None-Match`: the ETag of G"),

	/** Does the own date validate. */
	OWN_DATE("M", Tier.BASIC, "GET with `If-Modified-Since`: the `Last-Modified` of G"),

	/** Does HEAD say what GET says. */
	HEAD("H", Tier.BASIC, "HEAD without `Accept-Encoding`"),

	/** Does the same answer come again. */
	REPEATED("G2", Tier.STANDARD, "the same GET as G again"),

	/** Is a slice what it says it is. */
	RANGE("R", Tier.STANDARD, "GET with `Range` of the first bytes"),

	/** Does the ETag of the gzip variant validate. */
	GZIP_TAG("NZ", Tier.STANDARD, "GET with `Accept-Encoding: gzip` and `If-None-Match`: the ETag of Z"),

	/** Is If-None-Match compared weakly. */
	TOGGLED_TAG("NW", Tier.STANDARD, "GET with `If-None-Match`: the ETag of G, weak if strong, strong if weak"),

	/** Is the list of If-None-Match read as one. */
	TAG_LIST("NL", Tier.STANDARD, "GET with `If-None-Match`: a foreign tag with a comma in it, then that of G"),

	/** Does If-None-Match win over If-Modified-Since. */
	OTHER_TAG_OWN_DATE("NX", Tier.STANDARD, "GET with `If-None-Match`: a foreign tag, and `If-Modified-Since`: own"),

	/** Is a slice of the coded content one. */
	GZIP_RANGE("RZ", Tier.STANDARD, "GET with `Accept-Encoding: gzip` and `Range` of the first bytes"),

	/** Does a stale If-Range bring the whole. */
	STALE_IF_RANGE("RI", Tier.STANDARD, "GET with `Range` and `If-Range`: a foreign tag"),

	/** How is a resource answered that is not there. */
	MISSING("E", Tier.STANDARD, "GET of a path below it that is not there, or of the declared `missing-path`"),

	/** Does any ETag match the wildcard. */
	ANY_TAG("NS", Tier.DEEP, "GET with `If-None-Match: *`"),

	/** Is an earlier date a miss. */
	EARLIER_DATE("MO", Tier.DEEP, "GET with `If-Modified-Since`: a day before the `Last-Modified` of G"),

	/** Is If-Match evaluated. */
	OTHER_TAG_REQUIRED("IM", Tier.DEEP, "GET with `If-Match`: a foreign tag"),

	/** Is If-Unmodified-Since evaluated. */
	EARLIER_DATE_REQUIRED("IU", Tier.DEEP, "GET with `If-Unmodified-Since`: a day before the `Last-Modified` of G"),

	/** The second fixed slice. */
	RANGE_MIDDLE("R2", Tier.DEEP, "GET with `Range` of bytes in the middle"),

	/** The third fixed slice. */
	RANGE_SUFFIX("R3", Tier.DEEP, "GET with `Range` of the last bytes"),

	/** Does an earlier date in If-Range bring the whole. */
	STALE_DATE_IF_RANGE("RD", Tier.DEEP, "GET with `Range` and `If-Range`: a day before the `Last-Modified` of G"),

	/** Does a weak tag in If-Range bring the whole. */
	WEAK_IF_RANGE("RW", Tier.DEEP, "GET with `Range` and `If-Range`: the ETag of G, weak"),

	/** What is said to a range behind the end. */
	RANGE_PAST_END("RO", Tier.DEEP, "GET with `Range` behind the end"),

	/** Is gzip left out where it is refused. */
	GZIP_REFUSED("Q", Tier.DEEP, "GET with `Accept-Encoding: gzip;q=0`"),

	/** Is the condition of a HEAD evaluated. */
	HEAD_OWN_TAG("HN", Tier.DEEP, "HEAD with `If-None-Match`: the ETag of G"),

	/** Is the range of a HEAD ignored. */
	HEAD_RANGE("HR", Tier.DEEP, "HEAD with `Range` of the first bytes"),

	/** Does one header change the answer. One for each header. */
	VARIED("V", Tier.DEEP, "GET with one more header, for each header that is configured"),

	/** Is a resource that is not there never unchanged. */
	MISSING_OWN_TAG("EN", Tier.DEEP, "the same GET as E with `If-None-Match`: the ETag of G");

	private final String code;

	private final Tier tier;

	private final String sends;

	Probe(String code, Tier tier, String sends) {
		this.code = code;
		this.tier = tier;
		this.sends = sends;
	}

	/**
	 * Return the name by which findings and the documentation call it.
	 */
	String code() {
		return this.code;
	}

	/**
	 * Return the first tier in which it is sent.
	 */
	Tier tier() {
		return this.tier;
	}

	/**
	 * Return what it sends, as the documentation says it.
	 */
	String sends() {
		return this.sends;
	}

	/**
	 * Return whether it asks for the resource itself, not for a sibling.
	 */
	boolean isOfResource() {
		return this != MISSING && this != MISSING_OWN_TAG;
	}

}
