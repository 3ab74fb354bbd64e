package io.github.selftest.boot.engine;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTests {

	@Test
	void namesTheCheckAndBothValues() {
		Finding finding = Finding.fail("http.status", "GET /products answered 500").withValues(500, 200);
		assertThat(Reason.of("products", finding))
			.isEqualTo("products: GET /products answered 500 (observed 500, expected 200)");
	}

	@Test
	void theMessageGivesWayToTheValues() {
		Finding finding = Finding.fail("http.status", "x".repeat(400)).withValues("o".repeat(80), "e".repeat(80));
		assertThat(Reason.of("products", finding)).hasSizeLessThanOrEqualTo(200)
			.contains("(observed ooo")
			.contains("expected eee")
			.endsWith(")");
	}

	@Test
	void holdsNoMarkupAndNoControlCharacters() {
		Finding finding = Finding.fail("custom.x", "<b>a&b</b>\n\u0000\u2028\ud83d\ude00");
		assertThat(Reason.of("a", finding)).isEqualTo("a: (b)a+b(/b)     ");
	}

}
