package io.github.selftest.boot.check.health;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Ids of checks from the paths of health contributors: {@code db} is {@code healthDb},
 * {@code tenants/eu-west} is {@code healthTenantsEuWest}.
 */
final class CheckIds {

	private static final int MAX = 40;

	private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]+");

	private CheckIds() {
	}

	static String of(String path) {
		StringBuilder id = new StringBuilder("health");
		NOT_IN_IDS.splitAsStream(path).map(StringUtils::capitalize).forEach(id::append);
		return id.substring(0, Math.min(id.length(), MAX));
	}

	static String withNumber(String id, int number) {
		String suffix = String.format(Locale.ROOT, "%d", number);
		return id.substring(0, Math.min(id.length(), MAX - suffix.length())) + suffix;
	}

}
