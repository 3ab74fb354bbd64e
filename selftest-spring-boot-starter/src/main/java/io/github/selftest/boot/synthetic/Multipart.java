package io.github.selftest.boot.synthetic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a body of type {@code multipart/form-data} that is in memory. The
 * container cannot, as it has given the body away already.
 */
final class Multipart {

	private static final int MOST = 100;

	private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\";\\s]{1,70}))",
			Pattern.CASE_INSENSITIVE);

	private Multipart() {
	}

	static List<Part> parse(byte[] body, String contentType) {
		Matcher boundary = BOUNDARY.matcher(contentType);
		if (!boundary.find()) {
			return List.of();
		}
		// each byte a character, so that positions are those of the bytes
		String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
		String delimiter = "\r\n--" + ((boundary.group(1) != null) ? boundary.group(1) : boundary.group(2));
		return parse(text, delimiter);
	}

	private static List<Part> parse(String text, String delimiter) {
		List<Part> parts = new ArrayList<>();
		int start = text.indexOf(delimiter);
		while (start >= 0 && parts.size() < MOST) {
			int head = text.indexOf("\r\n", start + delimiter.length());
			int end = text.indexOf(delimiter, start + delimiter.length());
			int body = (head >= 0) ? text.indexOf("\r\n\r\n", head) : -1;
			if (end < 0 || body < 0 || body > end || text.startsWith("--", start + delimiter.length())) {
				break;
			}
			add(parts, text.substring(head + 2, Math.max(head + 2, body)),
					text.substring(body + 4, Math.max(body + 4, end)));
			start = end;
		}
		return List.copyOf(parts);
	}

	private static void add(List<Part> parts, String head, String content) {
		Map<String, String> headers = headers(head);
		String disposition = headers.getOrDefault("content-disposition", "");
		String name = parameter(disposition, "name");
		if (name != null) {
			parts.add(new BufferedPart(name, parameter(disposition, "filename"), headers,
					content.getBytes(StandardCharsets.ISO_8859_1)));
		}
	}

	private static Map<String, String> headers(String head) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (String line : head.split("\r\n", -1)) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				headers.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
						line.substring(colon + 1).strip());
			}
		}
		return headers;
	}

	private static @Nullable String parameter(String header, String name) {
		Matcher matcher = Pattern
			.compile(";\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\";\\s]*))", Pattern.CASE_INSENSITIVE)
			.matcher(header);
		if (!matcher.find()) {
			return null;
		}
		String value = (matcher.group(1) != null) ? matcher.group(1).replaceAll("\\\\(.)", "$1") : matcher.group(2);
		return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

}
