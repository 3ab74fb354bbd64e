package io.github.selftest.boot.webpage;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.RunRecord;

/**
 * The last hour of a check, a bar for each minute with the worst that was seen in it. The
 * worse the taller, so that it is read without colours, too. A line marks the start of
 * the process, a triangle a change of state.
 */
final class Heartbeat {

	private static final int MINUTES = 60;

	private static final int STEP = 4;

	private static final int BASE = 24;

	private final Moments moments;

	private final Instant started;

	Heartbeat(Moments moments, Instant started) {
		this.moments = moments;
		this.started = started;
	}

	/**
	 * Write the bars.
	 * @param html where to write them
	 * @param runs the runs, the latest one first
	 * @param changes when the state of the check has changed
	 */
	void write(Html html, List<RunRecord> runs, List<Instant> changes) {
		@Nullable Status[] minutes = minutes(runs);
		html.open("svg", "class", "beat", "viewBox", "0 0 240 30", "width", "240", "height", "30",
				"preserveAspectRatio", "none", "role", "img", "aria-label", label(minutes));
		html.empty("path", "class", "base", "d", "M0 24.5h240", "stroke", "#8888", "fill", "none");
		int start = slot(this.started);
		if (start >= 0) {
			html.empty("path", "class", "start", "d", "M%.1f 0v30".formatted(start * STEP - 0.5), "stroke", "#777",
					"fill", "none", "stroke-dasharray", "2 2");
		}
		int from = 0;
		for (int i = 1; i <= MINUTES; i++) {
			if (i == MINUTES || minutes[i] != minutes[from]) {
				bars(html, minutes[from], from, i);
				from = i;
			}
		}
		changes.stream()
			.mapToInt(this::slot)
			.filter((slot) -> slot >= 0)
			.distinct()
			.forEach((slot) -> html.empty("path", "class", "change", "d", "M%d 25l-2 5h4z".formatted(slot * STEP + 1),
					"fill", "#777"));
		html.close();
	}

	private static void bars(Html html, @Nullable Status status, int from, int to) {
		if (status != null) {
			int height = height(status);
			html.empty("path", "class", Words.style(status), "d",
					"M%d %sh%d".formatted(from * STEP, (2 * BASE - height) / 2.0, (to - from) * STEP), "stroke",
					colour(status), "stroke-width", String.valueOf(height), "stroke-dasharray", "3 1", "fill", "none");
		}
	}

	private @Nullable Status[] minutes(List<RunRecord> runs) {
		@Nullable Status[] minutes = new Status[MINUTES];
		for (RunRecord run : runs) {
			int slot = slot(run.startedAt());
			if (slot >= 0) {
				Status before = minutes[slot];
				minutes[slot] = (before != null) ? before.worse(run.status()) : run.status();
			}
		}
		return minutes;
	}

	/*
	 * By the minutes of the clock, so that the bars move once a minute and not with each
	 * refresh.
	 */
	private int slot(Instant instant) {
		long minutes = Math.floorDiv(this.moments.now().getEpochSecond(), 60)
				- Math.floorDiv(instant.getEpochSecond(), 60);
		return (minutes >= 0 && minutes < MINUTES) ? MINUTES - 1 - (int) minutes : -1;
	}

	private static String label(@Nullable Status[] minutes) {
		StringBuilder label = new StringBuilder("Last hour: ");
		int seen = 0;
		for (Status status : new Status[] { Status.FAIL, Status.INCONCLUSIVE, Status.WARN, Status.PASS }) {
			int count = count(minutes, status);
			if (count > 0) {
				label.append((seen > 0) ? ", " : "")
					.append(Words.count(count, "minute ", "minutes "))
					.append(Words.of(status));
				seen += count;
			}
		}
		return (seen > 0) ? label.toString() : "Last hour: no run";
	}

	private static int count(@Nullable Status[] minutes, Status status) {
		int count = 0;
		for (Status minute : minutes) {
			count += (minute == status) ? 1 : 0;
		}
		return count;
	}

	private static int height(Status status) {
		return switch (status) {
			case PASS -> 12;
			case WARN -> 18;
			case FAIL -> 24;
			case INCONCLUSIVE -> 5;
		};
	}

	/*
	 * For where the style is not let in; it has its own.
	 */
	static String colour(Status status) {
		return switch (status) {
			case PASS -> "#1a7f37";
			case WARN -> "#9a6700";
			case FAIL -> "#cf222e";
			case INCONCLUSIVE -> "#6e7781";
		};
	}

}
