package io.github.selftest.boot.check.fallback;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Ids of checks from the names of instances: {@code stock-service} is
 * {@code breakerStockService}. Each is given once.
 */
final class CheckIds {

	private static final int MAX = 40;

	private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]+");

	private final Set<String> given;

	/**
	 * Begin with what is given already.
	 * @param given ids, word for word
	 */
	CheckIds(String... given) {
		this.given = new HashSet<>(Set.of(given));
	}

	String of(String prefix, String name) {
		StringBuilder id = new StringBuilder(prefix);
		NOT_IN_IDS.splitAsStream(name).map(StringUtils::capitalize).forEach(id::append);
		String candidate = cut(id.toString(), "");
		for (int i = 2; !this.given.add(candidate); i++) {
			candidate = cut(id.toString(), String.format(Locale.ROOT, "%d", i));
		}
		return candidate;
	}

	private static String cut(String id, String suffix) {
		return id.substring(0, Math.min(id.length(), MAX - suffix.length())) + suffix;
	}

}
