package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.json.JsonWriter;

/**
 * Writes maps, lists, texts, numbers and booleans as JSON, by no library that the host
 * configures.
 */
final class Json {

	private static final JsonWriter<Object> WRITER = JsonWriter.standard();

	private Json() {
	}

	static StringBuilder text(Object value) {
		StringBuilder text = new StringBuilder(512);
		try {
			WRITER.write(value, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text;
	}

	static byte[] bytes(Object value) {
		return bytes(text(value));
	}

	static byte[] bytes(CharSequence json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	static int length(Object value) {
		return bytes(value).length;
	}

}
