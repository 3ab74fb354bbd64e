package io.github.selftest.boot.engine;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTests {

	@Test
	void namesTheCheckAndBothValues() {
		Finding finding = Finding.fail("http.status", "GET /products answered 500").withValues(500, 200);
		assertThat(Reason.of("products", finding)).isEqualTo("products: GET /products answered 500 (expected 200)");
	}

	@Test
	void aValueThatTheMessageOnlySeemsToSayIsSaidAgain() {
		Finding finding = Finding.fail("http.json", "GET /products?limit=1 answered too few").withValues(0, 1);
		assertThat(Reason.of("products", finding))
			.isEqualTo("products: GET /products?limit=1 answered too few (observed 0, expected 1)");
	}

	@Test
	void nothingIsSaidTwice() {
		Finding finding = Finding.fail("pool.idle", "Pool 'main' has 0 idle connections, expected at least 1")
			.withValues("0 idle connections", "at least 1");
		assertThat(Reason.of("pool", finding))
			.isEqualTo("pool: Pool 'main' has 0 idle connections, expected at least 1");
	}

	@Test
	void comparisonsAreWords() {
		Finding finding = Finding.fail("custom.x", "'stock' is odd: >= 3 and <5").withValues("-1", "> 0");
		assertThat(Reason.of("a", finding))
			.isEqualTo("a: 'stock' is odd: at least 3 and less than 5 (observed -1, expected more than 0)");
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
		assertThat(Reason.of("a", finding)).isEqualTo("a: \u2039b\u203aa+b\u2039/b\u203a     ");
	}

}
