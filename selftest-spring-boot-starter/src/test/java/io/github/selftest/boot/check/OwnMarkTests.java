package io.github.selftest.boot.check;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnMark}.
 */
class OwnMarkTests {

	private final OwnMark mark = new OwnMark();

	@Test
	void isKnownToNobodyElse() {
		Map<String, String> sent = this.mark.headers("GET", "/", null, null, new byte[0]);
		assertThat(sent).containsEntry("X-Synthetic-Request", "true");
		assertThat(this.mark.matches(sent.get(OwnMark.HEADER))).isTrue();
		assertThat(new OwnMark().matches(sent.get(OwnMark.HEADER))).isFalse();
		assertThat(this.mark.matches(null)).isFalse();
		assertThat(this.mark.matches("true")).isFalse();
		assertThat(this.mark).asString().doesNotContain(String.valueOf(sent.get(OwnMark.HEADER)));
	}

}
