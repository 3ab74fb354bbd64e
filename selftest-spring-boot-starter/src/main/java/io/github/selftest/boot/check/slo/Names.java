package io.github.selftest.boot.check.slo;

import org.springframework.util.StringUtils;

/**
 * Ids of checks.
 */
final class Names {

	private Names() {
	}

	/**
	 * Make an id in camelCase.
	 * @param prefix what it starts with
	 * @param name a name of letters, digits and dashes
	 * @return the id
	 */
	static String id(String prefix, String name) {
		StringBuilder id = new StringBuilder(prefix);
		for (String word : StringUtils.delimitedListToStringArray(name, "-")) {
			if (!word.isEmpty()) {
				id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
			}
		}
		return id.substring(0, Math.min(40, id.length()));
	}

}
