package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.Part;

/**
 * The fields of a form, in their order.
 */
final class FormFields {

	private static final int MOST = 1000;

	private FormFields() {
	}

	static Map<String, List<String>> parse(byte[] body, Charset charset) {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		String[] pairs = new String(body, StandardCharsets.ISO_8859_1).split("&", MOST + 1);
		for (int i = 0; i < Math.min(pairs.length, MOST); i++) {
			if (!pairs[i].isEmpty()) {
				add(fields, pairs[i], charset);
			}
		}
		return fields;
	}

	private static void add(Map<String, List<String>> fields, String pair, Charset charset) {
		int equals = pair.indexOf('=');
		try {
			String name = decoded((equals >= 0) ? pair.substring(0, equals) : pair, charset);
			String value = (equals >= 0) ? decoded(pair.substring(equals + 1), charset) : "";
			fields.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
		}
		catch (IllegalArgumentException ex) {
			// a broken escape: the containers leave such a field out as well
		}
	}

	private static String decoded(String text, Charset charset) {
		String bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
		return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
	}

	/**
	 * Return the parts that are no files.
	 * @param parts all parts
	 * @param charset what their values are written in
	 * @return values by name
	 */
	static Map<String, List<String>> of(List<Part> parts, Charset charset) {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		for (Part part : parts) {
			if (part.getSubmittedFileName() == null) {
				fields.computeIfAbsent(part.getName(), (name) -> new ArrayList<>()).add(text(part, charset));
			}
		}
		return fields;
	}

	private static String text(Part part, Charset charset) {
		try {
			return new String(part.getInputStream().readAllBytes(), charset);
		}
		catch (IOException ex) {
			throw new IllegalStateException("what is in memory can be read", ex);
		}
	}

}
