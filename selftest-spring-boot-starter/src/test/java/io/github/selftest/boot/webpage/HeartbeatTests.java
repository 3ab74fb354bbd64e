package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.RunRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Heartbeat}.
 */
class HeartbeatTests {

	private static final Instant LONG_AGO = StillEngine.NOW.minus(Duration.ofDays(1));

	@Test
	void minuteShowsTheWorstOfIt() {
		String svg = svg(LONG_AGO, List.of(), run(Status.PASS, 1), run(Status.FAIL, 2), run(Status.PASS, 3));
		assertThat(svg).contains("aria-label=\"Last hour: 1 minute  fails\"".replace("  ", " "));
		assertThat(svg).contains("class=\"fail\"").doesNotContain("class=\"pass\"");
	}

	@Test
	void worseIsTaller() {
		String svg = svg(LONG_AGO, List.of(), run(Status.PASS, 0), run(Status.WARN, 60), run(Status.FAIL, 120),
				run(Status.INCONCLUSIVE, 180));
		assertThat(svg).containsSubsequence("class=\"unknown\"", "stroke-width=\"5\"", "class=\"fail\"",
				"stroke-width=\"24\"", "class=\"warn\"", "stroke-width=\"18\"", "class=\"pass\"",
				"stroke-width=\"12\"");
	}

	@Test
	void equalMinutesAreOnePath() {
		RunRecord[] runs = new RunRecord[60];
		for (int i = 0; i < 60; i++) {
			runs[i] = run(Status.PASS, 60 * i);
		}
		assertThat(svg(LONG_AGO, List.of(), runs).split("class=\"pass\"", -1)).hasSize(2);
	}

	@Test
	void startOfTheProcessAndChangesAreMarked() {
		String svg = svg(StillEngine.NOW.minusSeconds(600), List.of(StillEngine.NOW.minusSeconds(120)));
		assertThat(svg).contains("class=\"start\"", "class=\"change\"");
		assertThat(svg(LONG_AGO, List.of(LONG_AGO))).doesNotContain("class=\"start\"", "class=\"change\"");
	}

	@Test
	void runsOfTheFutureOrOfLongAgoAreNotShown() {
		assertThat(svg(LONG_AGO, List.of(), run(Status.FAIL, -120), run(Status.FAIL, 4000)))
			.contains("Last hour: no run");
	}

	private static RunRecord run(Status status, int secondsAgo) {
		return StillEngine.run(status, Duration.ofSeconds(secondsAgo));
	}

	private static String svg(Instant started, List<Instant> changes, RunRecord... runs) {
		Html html = new Html();
		new Heartbeat(new Moments(StillEngine.NOW), started).write(html, List.of(runs), changes);
		return html.toString();
	}

}
