package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Text}.
 */
class TextTests {

	@Test
	void controlAndFormattingCharactersBecomeSpaces() {
		assertThat(Text.oneLine("a\r\nb\tc\u0000d\u007fe\u2028f\u202eg\ufeffh\ud800i", 100))
			.isEqualTo("a  b c d e f g h i");
	}

	@Test
	void markupIsReplaced() {
		assertThat(Text.harmless("1 < 2 && 3 > 2", 100)).isEqualTo("1 \u2039 2 ++ 3 \u203a 2");
	}

	@Test
	void shortTextIsKept() {
		assertThat(Text.oneLine("J\u00fcrgen \ud83d\ude00", 9)).isEqualTo("J\u00fcrgen \ud83d\ude00");
	}

	@Test
	void longTextEndsWithAnEllipsis() {
		assertThat(Text.oneLine("abcdef", 5)).isEqualTo("abcd\u2026");
	}

	@Test
	void cutLeavesNoHalfCharacter() {
		assertThat(Text.oneLine("abc\ud83d\ude00def", 5)).isEqualTo("abc\u2026");
		assertThat(Text.cutToJsonBytes("abc\ud83d\ude00def", 6)).isEqualTo("abc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "\"quoted\" \\ and \u00e4\u20ac\ud83d\ude00", "\u0001\n\u0085" })
	void cutToJsonBytesKeepsWhatFits(String text) {
		for (int bytes = 0; bytes < 60; bytes++) {
			String cut = Text.cutToJsonBytes(text, bytes);
			assertThat(text).startsWith(cut);
			assertThat(Json.text(cut).toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(bytes + 2);
		}
		assertThat(Text.cutToJsonBytes(text, 60)).isEqualTo(text);
	}

}
