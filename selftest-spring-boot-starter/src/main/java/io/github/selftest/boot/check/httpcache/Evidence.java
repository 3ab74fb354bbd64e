package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that was sent and received about a resource in one run.
 *
 * @param resource what was looked at
 * @param exchanges the exchanges in the order in which they were made
 */
record Evidence(Resource resource, List<Exchange> exchanges) {

	private static final Pattern TAG_OF_FILTER = Pattern.compile("0[0-9a-f]{32}");

	Evidence {
		exchanges = List.copyOf(exchanges);
	}

	Stream<Exchange> all(Probe probe) {
		return this.exchanges.stream().filter((exchange) -> exchange.probe() == probe);
	}

	Optional<Exchange> exchange(Probe probe) {
		return all(probe).findFirst();
	}

	Optional<Response> response(Probe probe) {
		return exchange(probe).flatMap(Exchange::response);
	}

	/**
	 * Return the answer that all others are compared with.
	 */
	Optional<Response> plain() {
		return response(Probe.PLAIN);
	}

	/**
	 * Return whether the same request was seen to bring the same content again. Content
	 * that may change from request to request proves nothing about what else was changed.
	 */
	boolean hasSteadyBody() {
		return plain()
			.flatMap((plain) -> response(Probe.REPEATED)
				.map((again) -> again.status() == plain.status() && again.body().looksLike(plain.body())))
			.orElse(false);
	}

	/**
	 * Return whether it is what Spring serves under a path that names the version of the
	 * content: a weak ETag of that version beside a date.
	 */
	boolean isVersionedBySpring() {
		return plain().filter((plain) -> plain.fields().has("Last-Modified"))
			.flatMap((plain) -> EntityTag.of(plain.fields()))
			.filter((tag) -> tag.weak() && isInPath(tag.opaque()))
			.isPresent();
	}

	/**
	 * Return whether the ETag is what Spring's {@code ShallowEtagHeaderFilter} makes of
	 * content that it holds back: its MD5.
	 */
	boolean isTaggedByFilter() {
		return plain().flatMap((plain) -> EntityTag.of(plain.fields()))
			.filter((tag) -> TAG_OF_FILTER.matcher(tag.opaque()).matches())
			.isPresent();
	}

	private boolean isInPath(String version) {
		String path = this.resource.path();
		return path.contains("/" + version + "/") || path.contains("-" + version + ".");
	}

}
