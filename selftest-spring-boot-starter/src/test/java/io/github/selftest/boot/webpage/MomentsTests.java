package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Moments}.
 */
class MomentsTests {

	private final Moments moments = new Moments(Instant.parse("2026-03-04T05:06:07Z"));

	@ParameterizedTest
	@CsvSource({ "2026-03-04T00:00:01Z, 00:00:01 UTC", "2026-03-03T23:59:59Z, 3 Mar 23:59 UTC",
			"2025-01-01T10:00:00Z, 1 Jan 2025 10:00 UTC", "2026-03-04T05:06:08Z, 05:06:08 UTC" })
	void dayIsNamedUnlessItIsToday(Instant instant, String text) {
		assertThat(this.moments.at(instant)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "PT-5S,0_s", "PT59.9S,59_s", "PT2M3S,2_min 3_s", "PT5M3S,5_min", "PT59M59S,59_min", "PT2H5M,2_h 5_min",
			"P4DT3H,4_d 3_h", "P4D,4_d" })
	void spanHasItsLargestUnits(Duration span, String text) {
		assertThat(Moments.span(span).replace('\u00a0', '_')).isEqualTo(text);
	}

	@Test
	void pointInTimeCanBeReadByMachines() {
		Html html = new Html();
		this.moments.writeWithAge(html, Instant.parse("2026-03-04T05:05:06.123456Z"));
		assertThat(html.toString())
			.isEqualTo("<time datetime=\"2026-03-04T05:05:06.123Z\">05:05:06 UTC</time> (1\u00a0min ago)");
	}

}
