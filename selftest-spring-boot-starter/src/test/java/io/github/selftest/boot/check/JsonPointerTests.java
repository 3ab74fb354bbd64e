package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonPointerTests {

	private static final @Nullable Object DOCUMENT = JsonText.parse("""
			{"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7, "none": null, "deep": {"0": "zero"}}
			""");

	@ParameterizedTest
	@CsvSource({ "/foo/0, bar", "/foo/1, baz", "/, 0", "/a~1b, 1", "/m~0n, 8", "'/ ', 7", "/deep/0, zero" })
	void findsTheValue(String pointer, String value) {
		assertThat(JsonPointer.parse(pointer).in(DOCUMENT)).hasToString(value);
	}

	@Test
	void findsTheWholeDocument() {
		assertThat(JsonPointer.parse("").in(DOCUMENT)).isSameAs(DOCUMENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/foo/2", "/foo/-", "/foo/00", "/foo/bar", "/foo/99999999999", "/bar", "/none", "/none/x",
			"/foo/0/x" })
	void findsNothing(String pointer) {
		assertThat(JsonPointer.parse(pointer).in(DOCUMENT)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "/~", "/~2", "$.foo" })
	void refusesWhatIsNoPointer(String pointer) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonPointer.parse(pointer))
			.withMessage("a JSON pointer must look like '/items/0/price' or be empty but was '" + pointer + "'");
	}

}
