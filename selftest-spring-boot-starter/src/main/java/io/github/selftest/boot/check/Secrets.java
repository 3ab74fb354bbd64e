package io.github.selftest.boot.check;

import java.util.regex.Pattern;

/**
 * Keeps what looks like a secret out of what is published.
 *
 * @since 0.1.0
 */
public final class Secrets {

	static final String MASK = "***";

	private static final String NAME = "(passw|pwd|secret|token|key|credential|signature|session|cookie|authorization"
			+ "|x-auth|jwt|otp)";

	private static final Pattern SECRET_NAME = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);

	private static final Pattern SECRET_PARAMETER = Pattern.compile("(?<=[?&])([^=&]*" + NAME + "[^=&]*)=[^&]*",
			Pattern.CASE_INSENSITIVE);

	private Secrets() {
	}

	/**
	 * Mask the values of query parameters whose names look secret.
	 * @param path path and query
	 * @return the path and query to show
	 */
	public static String maskedPath(String path) {
		return SECRET_PARAMETER.matcher(path).replaceAll("$1=" + MASK);
	}

	static boolean isSecretName(String name) {
		return SECRET_NAME.matcher(name).find();
	}

}
