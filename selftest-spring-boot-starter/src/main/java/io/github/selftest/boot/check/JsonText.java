package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON to the letter of RFC 8259, without a name twice in an object, into maps,
 * lists, strings, numbers and booleans. Jackson 3 does the work where the service has it;
 * how the service reads its own JSON has no say.
 *
 * @since 0.1.0
 */
public final class JsonText {

	/**
	 * What a service has that can read JSON.
	 */
	public static final String LIBRARY = "Jackson 3 on the class path";

	/**
	 * What makes a service able to read JSON.
	 */
	public static final String REMEDY = "Add the dependency 'org.springframework.boot:spring-boot-starter-jackson'";

	private static final boolean IS_READABLE = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			JsonText.class.getClassLoader());

	private JsonText() {
	}

	/**
	 * Return whether this service can read JSON.
	 * @return whether the library is there
	 */
	public static boolean isReadable() {
		return IS_READABLE;
	}

	/**
	 * Read a document.
	 * @param text the text of the document
	 * @return a map, list, string, number or boolean; {@code null} for JSON's null
	 * @throws IllegalArgumentException if the text is no JSON; the message says where,
	 * and nothing of the text
	 * @throws IllegalStateException if this service cannot read JSON
	 */
	public static @Nullable Object parse(String text) {
		if (!isReadable()) {
			throw new IllegalStateException("JSON cannot be read without " + LIBRARY);
		}
		return Jackson.read(text);
	}

	/**
	 * All that needs the library, so that nothing else fails without it.
	 */
	private static final class Jackson {

		private static final int MAX_DEPTH = 500;

		private static final int MAX_DIGITS = 1000;

		// names are not canonicalized, as the table of them would outlive the answers
		private static final JsonMapper MAPPER = JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder()
					.maxNestingDepth(MAX_DEPTH)
					.maxNumberLength(MAX_DIGITS)
					.maxNameLength(AnswerReader.MAX_BODY)
					.build())
				.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
				.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
				.build())
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
			.build();

		// no cause is given, as the messages of Jackson quote the text
		@SuppressWarnings("UnusedException")
		static @Nullable Object read(String text) {
			try {
				return MAPPER.readValue(text, Object.class);
			}
			catch (JacksonException ex) {
				throw new IllegalArgumentException("no JSON" + place(ex.getLocation()));
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("no JSON, as an exponent is too large");
			}
		}

		private static String place(@Nullable TokenStreamLocation location) {
			return (location != null && location.getCharOffset() >= 0)
					? " around character " + (location.getCharOffset() + 1) : "";
		}

	}

}
