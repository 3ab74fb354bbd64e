package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;

/**
 * What the checks of this kind have in common. They degrade, so that no release is rolled
 * back unasked. The probes of the tier {@code basic} are few enough to be sent around the
 * clock, slowly; all others run on request.
 */
final class HttpCacheDefinitions {

	static final String KIND = "http-cache";

	private static final int MAX_ID = 40;

	private static final Pattern NOT_IN_ID = Pattern.compile("[^A-Za-z0-9]+");

	private HttpCacheDefinitions() {
	}

	static CheckDefinition ofResource(String id, String title, Tier tier, Duration interval) {
		CheckDefinition.Builder builder = builder(id, title, Severity.DEGRADING).deadline(deadline(tier));
		return (tier == Tier.BASIC) ? builder.groups(Groups.DEEP, Groups.CONTINUOUS).interval(interval).build()
				: builder.groups(Groups.DEEP).build();
	}

	static CheckDefinition ofMutation(String id, String title) {
		return builder(id, title, Severity.DEGRADING).deadline(deadline(Tier.STANDARD)).groups(Groups.DEEP).build();
	}

	static CheckDefinition ofRoutes() {
		return builder("httpCacheRoutes", "GET routes whose caching is verified", Severity.INFO).groups(Groups.DEEP)
			.build();
	}

	static CheckDefinition ofConditionals() {
		return builder("httpCacheConditionals", "Conditional requests of users answered with 304", Severity.DEGRADING)
			.groups(Groups.CONTINUOUS)
			.build();
	}

	/**
	 * Make an id from a name in any case.
	 * @param prefix what it starts with
	 * @param name such as {@code product-page}
	 * @return such as {@code httpCacheProductPage}
	 */
	static String id(String prefix, String name) {
		StringBuilder id = new StringBuilder(prefix);
		NOT_IN_ID.splitAsStream(name)
			.filter((word) -> !word.isEmpty())
			.forEach((word) -> id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1)));
		return id.substring(0, Math.min(MAX_ID, id.length()));
	}

	private static CheckDefinition.Builder builder(String id, String title, Severity severity) {
		return CheckDefinition.builder(id).title(title).kind(KIND).severity(severity);
	}

	// each request may have to wait for its turn, as several checks share the pace
	private static Duration deadline(Tier tier) {
		return switch (tier) {
			case BASIC -> Duration.ofSeconds(20);
			case STANDARD -> Duration.ofSeconds(40);
			case DEEP -> Duration.ofSeconds(80);
		};
	}

}
