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
		assertThat(this.mark.isOn(sent::get)).isTrue();
		assertThat(new OwnMark().isOn(sent::get)).isFalse();
		assertThat(this.mark.isOn((header) -> null)).isFalse();
		assertThat(this.mark.isOn((header) -> "true")).isFalse();
		assertThat(this.mark).asString().doesNotContain(sent.get("X-Selftest-Own"));
	}

}
