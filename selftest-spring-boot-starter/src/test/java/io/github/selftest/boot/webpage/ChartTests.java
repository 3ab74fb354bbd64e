package io.github.selftest.boot.webpage;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Chart}.
 */
class ChartTests {

	@Test
	void hugeValuesStayInThePicture() {
		String svg = svg(1e308, 1e308, -1e308, 0.0);
		assertThat(svg).doesNotContain("NaN", "Infinity").contains("M154.6", " 3.0L", " 37.0L", "now 0,");
		assertThat(svg).contains("highest 1e308");
	}

	@Test
	void singleValueIsVisible() {
		assertThat(svg(null, 5.0)).containsPattern("d=\"M157\\.\\d \\d+\\.\\dh2\\.\\d\"");
	}

	@Test
	void limitIsDrawnWhereItIsInSight() {
		assertThat(svg(10.0, 5.0, 6.0)).contains("class=\"limit\"");
		assertThat(svg(1000.0, 5.0, 6.0)).doesNotContain("class=\"limit\"").contains("limit 1000");
	}

	@Test
	void valuesThatNeverChangeAreALine() {
		assertThat(svg(null, 0.0, 0.0, 0.0)).doesNotContain("NaN").contains("L160.0 20.0");
	}

	private static String svg(@Nullable Double limit, Double... values) {
		Html html = new Html();
		Chart.write(html, new Series("depth", "count", limit, List.of(values)));
		return html.toString();
	}

}
