package io.github.selftest.boot.webpage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Html}.
 */
class HtmlTests {

	@Test
	void textStaysText() {
		assertThat(new Html().element("p", "<b>\"Tom\" & 'Jerry'</b>").toString())
			.isEqualTo("<p>&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;</p>");
	}

	@Test
	void valueStaysInItsAttribute() {
		assertThat(new Html().empty("path", "class", "\"><script>", "d", null).toString())
			.isEqualTo("<path class=\"&quot;&gt;&lt;script&gt;\"/>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "\u001b", "\u0085", "\u202e", "\u2066", "\ud800", "\udc00", "\uffff" })
	void charactersThatHarmAreReplaced(String text) {
		assertThat(new Html().text("a" + text + "b").toString()).isEqualTo("a\ufffdb");
	}

	@Test
	void otherCharactersAreKept() {
		assertThat(new Html().text("K\u00e4se \ud83e\uddc0 \u2713\n").toString())
			.isEqualTo("K\u00e4se \ud83e\uddc0 \u2713\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "p onclick", "a>", "1p", "a/b" })
	void nameThatIsNoneIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Html().open(name));
		assertThatIllegalArgumentException().isThrownBy(() -> new Html().open("p", name, "x"));
	}

	@Test
	void documentIsWhole() {
		Html html = new Html().open("p");
		assertThatIllegalStateException().isThrownBy(html::toString).withMessageContaining("[p]");
		assertThat(html.close().toString()).isEqualTo("<p></p>");
	}

}
