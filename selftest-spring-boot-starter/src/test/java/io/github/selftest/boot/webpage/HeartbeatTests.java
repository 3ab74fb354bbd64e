package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.StagedHistory;

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

	@Test
	void gapIsNoPass() {
		String svg = svg(LONG_AGO, List.of(), run(Status.PASS, 0), run(Status.PASS, 60), run(Status.PASS, 300));
		assertThat(svg).contains("Last hour: 3 minutes passes, 3 minutes without a run");
		assertThat(svg.split("class=\"pass\"", -1)).as("one path on each side of the gap").hasSize(3);
	}

	@Test
	void dayAndMonthAreShownByHoursAndDays() {
		RunRecord[] runs = { run(Status.PASS, 0), run(Status.FAIL, 7200), run(Status.PASS, 3 * 86_400) };
		assertThat(svg(Scale.DAY, LONG_AGO, List.of(), runs))
			.contains("Last 24 hours: 1 hour fails, 1 hour passes, 1 hour without a run");
		assertThat(svg(Scale.MONTH, LONG_AGO, List.of(), runs))
			.contains("Last 30 days: 1 day fails, 1 day passes, 2 days without a run", "class=\"start\"");
	}

	private static RunRecord run(Status status, int secondsAgo) {
		return StillEngine.run(status, Duration.ofSeconds(secondsAgo));
	}

	private static String svg(Instant started, List<Instant> changes, RunRecord... runs) {
		return svg(Scale.HOUR, started, changes, runs);
	}

	private static String svg(Scale scale, Instant started, List<Instant> changes, RunRecord... runs) {
		Html html = new Html();
		List<RunRecord> latestFirst = Stream.of(runs)
			.sorted(Comparator.comparing(RunRecord::startedAt).reversed())
			.toList();
		new Heartbeat(new Moments(StillEngine.NOW), List.of(started)).write(html, scale,
				StagedHistory.of("a", latestFirst, Duration.ofMinutes(1), List.of(), StillEngine.NOW)
					.slots(scale.resolution(), scale.span()),
				changes);
		return html.toString();
	}

}
