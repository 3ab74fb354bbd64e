package io.github.selftest.boot.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for the parts of a request to this very service.
 *
 * @since 0.1.0
 */
public enum RequestRule {

	/**
	 * An HTTP method.
	 */
	METHOD("one of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS"),

	/**
	 * The path and the query, which can lead to no other host.
	 */
	PATH("a path below the context path that starts with a single '/' and is encoded as it is to be sent, "
			+ "without scheme, host, fragment and backslash"),

	/**
	 * The name of a header.
	 */
	HEADER_NAME("a name of letters, digits and dashes"),

	/**
	 * The name of a header that a check may set.
	 */
	SETTABLE_HEADER("a header that is not set by the client itself, as Host, Content-Length, Connection, User-Agent, "
			+ "X-Synthetic-Request and X-Synthetic-Signature are"),

	/**
	 * The value of a header.
	 */
	HEADER_VALUE("a text of visible ASCII characters and blanks"),

	/**
	 * JSON to send.
	 */
	JSON("JSON");

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

	private static final Set<String> OURS = Set.of("host", "connection", "content-length", "transfer-encoding",
			"upgrade", "te", "trailer", "expect", "keep-alive", "proxy-authorization", "proxy-connection",
			"http2-settings", "via", "user-agent", "x-synthetic-request", "x-synthetic-signature", "x-synthetic-token");

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

	private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

	private static final Pattern VISIBLE_OR_BLANK = Pattern.compile("[\\x20-\\x7e\\t]*");

	private final String expected;

	RequestRule(String expected) {
		this.expected = expected;
	}

	/**
	 * Return what is accepted.
	 * @return the end of a sentence that starts with "must be"
	 */
	public String expected() {
		return this.expected;
	}

	public boolean accepts(String value) {
		return switch (this) {
			case METHOD -> METHODS.contains(value);
			case PATH -> isPath(value);
			case HEADER_NAME -> TOKEN.matcher(value).matches();
			case SETTABLE_HEADER -> !OURS.contains(value.toLowerCase(Locale.ROOT));
			case HEADER_VALUE -> VISIBLE_OR_BLANK.matcher(value).matches();
			case JSON -> isJson(value);
		};
	}

	void require(String value) {
		if (!accepts(value)) {
			String what = name().toLowerCase(Locale.ROOT).replace('_', ' ');
			throw new IllegalArgumentException("%s must be %s but was %s".formatted(what, this.expected, shown(value)));
		}
	}

	private String shown(String value) {
		if (this == HEADER_VALUE || this == JSON) {
			return "another text of %d characters".formatted(value.length());
		}
		return "'" + Secrets.maskedPath(value) + "'";
	}

	private static boolean isPath(String value) {
		if (!VISIBLE.matcher(value).matches() || value.indexOf('\\') >= 0 || value.indexOf('#') >= 0) {
			return false;
		}
		String path = value.split("\\?", 2)[0];
		return path.startsWith("/") && !path.contains("//") && isUri(value);
	}

	private static boolean isUri(String value) {
		try {
			URI uri = new URI(value);
			return !uri.isAbsolute() && uri.getRawAuthority() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static boolean isJson(String value) {
		try {
			JsonText.parse(value);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
