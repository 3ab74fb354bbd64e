package io.github.selftest.boot.check;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server has answered.
 *
 * @param status the status code
 * @param headers the values of each header, by its name in lower case
 * @param body the body in its declared character set, UTF-8 by default
 */
record Answer(int status, Map<String, List<String>> headers, String body) {

	private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

	static Answer of(int status, Map<String, List<String>> headers, byte[] body) {
		return new Answer(status, headers, new String(body, charset(headers.getOrDefault("content-type", List.of()))));
	}

	List<String> headers(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
	}

	private static Charset charset(List<String> contentType) {
		Matcher declared = CHARSET.matcher(String.join(" ", contentType));
		try {
			return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.UTF_8;
		}
	}

}
