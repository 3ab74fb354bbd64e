package io.github.selftest.boot.synthetic;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps secrets of keys and tokens out of what Actuator shows, also where the host lets
 * it show all values.
 */
final class MaskedSecrets implements SanitizingFunction {

	private static final Pattern OTHER = Pattern.compile("[^a-z0-9]");

	private static final Pattern SECRET = Pattern
		.compile("selftestsynthetic(?:keys[0-9]+secret|tokens[0-9]+value|keys|tokens)");

	@Override
	public SanitizableData apply(SanitizableData data) {
		String name = OTHER.matcher(data.getKey().toLowerCase(Locale.ROOT)).replaceAll("");
		return SECRET.matcher(name).matches() ? data.withSanitizedValue() : data;
	}

}
