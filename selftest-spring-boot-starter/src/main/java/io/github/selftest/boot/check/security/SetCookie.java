package io.github.selftest.boot.check.security;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A cookie that an answer sets, without its value.
 *
 * @param name the name
 * @param attributes the attributes by name in small letters
 */
record SetCookie(String name, Map<String, String> attributes) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}");

	static SetCookie parse(String header) {
		String[] parts = header.split(";", -1);
		Map<String, String> attributes = new TreeMap<>();
		for (int i = 1; i < parts.length; i++) {
			String[] attribute = parts[i].strip().split("=", 2);
			attributes.put(attribute[0].strip().toLowerCase(Locale.ROOT),
					(attribute.length > 1) ? attribute[1].strip() : "");
		}
		int end = parts[0].indexOf('=');
		String name = (end > 0) ? parts[0].substring(0, end).strip() : "";
		return new SetCookie(NAME.matcher(name).matches() ? name : "without a proper name", attributes);
	}

	boolean has(String attribute) {
		return this.attributes.containsKey(attribute.toLowerCase(Locale.ROOT));
	}

	/**
	 * Return whether the browser is told to forget the cookie.
	 */
	boolean isDeleted() {
		return "0".equals(this.attributes.get("max-age"));
	}

	/**
	 * Return whether the cookie hands a CSRF token to scripts, which is what it is for.
	 */
	boolean isForScripts() {
		return this.name.toUpperCase(Locale.ROOT).contains("XSRF")
				|| this.name.toUpperCase(Locale.ROOT).contains("CSRF");
	}

}
