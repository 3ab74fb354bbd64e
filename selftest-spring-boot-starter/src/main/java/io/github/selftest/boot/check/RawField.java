package io.github.selftest.boot.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a header, as it is on the wire.
 *
 * @param name the name, in its own case
 * @param value the value without the blanks around it, each character one byte
 * @since 0.1.0
 */
public record RawField(String name, String value) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]++");

	private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*+");

	private static final Set<String> OURS = Set.of("host", "connection", "content-length", "transfer-encoding",
			"upgrade", "te", "trailer", "expect", "x-synthetic-request", "x-synthetic-signature", "x-synthetic-token");

	private static final String USER_AGENT = "user-agent";

	/**
	 * Return whether a name is one.
	 * @param name the name
	 * @return whether it is a token
	 */
	static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	/**
	 * Return whether a request may carry this line: with no character that could end it,
	 * and none that the client itself sends. The agent may be named more closely.
	 * @return whether it may be sent
	 */
	public boolean isSendable() {
		String lowerCase = this.name.toLowerCase(Locale.ROOT);
		return isName(this.name) && VALUE.matcher(this.value).matches() && !OURS.contains(lowerCase)
				&& (!lowerCase.equals(USER_AGENT) || this.value.startsWith(RequestHead.AGENT));
	}

	boolean isUserAgent() {
		return this.name.equalsIgnoreCase(USER_AGENT);
	}

	@Override
	public String toString() {
		return this.name + ": " + this.value;
	}

}
