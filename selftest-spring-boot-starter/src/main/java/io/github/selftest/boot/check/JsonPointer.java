package io.github.selftest.boot.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901).
 *
 * @param tokens the unescaped names and indexes on the way
 */
record JsonPointer(List<String> tokens) {

	private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*+)*+");

	private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

	static JsonPointer parse(String text) {
		if (!POINTER.matcher(text).matches()) {
			throw new IllegalArgumentException(
					"a JSON pointer must look like '/items/0/price' or be empty but was '%s'".formatted(text));
		}
		String[] tokens = text.split("/", -1);
		return new JsonPointer(Arrays.stream(tokens).skip(1).map(JsonPointer::unescaped).toList());
	}

	/**
	 * Follow the pointer.
	 * @param document the document
	 * @return the value; {@code null} if there is none or it is JSON's null
	 */
	@Nullable Object in(@Nullable Object document) {
		Object value = document;
		for (String token : this.tokens) {
			value = below(value, token);
		}
		return value;
	}

	private static @Nullable Object below(@Nullable Object value, String token) {
		if (value instanceof Map<?, ?> members) {
			return members.get(token);
		}
		if (value instanceof List<?> items && INDEX.matcher(token).matches()) {
			int index = Integer.parseInt(token);
			return (index < items.size()) ? items.get(index) : null;
		}
		return null;
	}

	private static String unescaped(String token) {
		return token.replace("~1", "/").replace("~0", "~");
	}

}
