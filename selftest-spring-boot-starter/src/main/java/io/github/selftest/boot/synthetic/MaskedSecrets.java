package io.github.selftest.boot.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
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

	private final List<String> secrets;

	MaskedSecrets(SyntheticProperties properties) {
		this.secrets = Stream
			.concat(properties.keys().stream().map(SyntheticProperties.Key::secret),
					properties.tokens().stream().map(SyntheticProperties.Token::value))
			.map(String::valueOf)
			.toList();
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (isOfSecret(data.getKey()) || holdsSecret(data.getValue())) ? data.withSanitizedValue() : data;
	}

	private static boolean isOfSecret(String key) {
		return SECRET.matcher(OTHER.matcher(key.toLowerCase(Locale.ROOT)).replaceAll("")).matches();
	}

	// such as the variable of the environment that a secret comes from
	private boolean holdsSecret(@Nullable Object value) {
		return value != null && this.secrets.stream().anyMatch(value.toString()::contains);
	}

}
