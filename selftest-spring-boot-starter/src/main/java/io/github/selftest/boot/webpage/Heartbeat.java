package io.github.selftest.boot.webpage;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistorySlot;

/**
 * The past of a check, a bar for each minute, hour or day with the worst that was seen in
 * it, and a gap where nothing was. The worse the taller, so that it is read without
 * colours, too. A line marks a start of the service, a triangle a change of state.
 */
final class Heartbeat {

	private static final int WIDTH = 240;

	private static final int BASE = 24;

	private final Moments moments;

	private final List<Instant> starts;

	Heartbeat(Moments moments, List<Instant> starts) {
		this.moments = moments;
		this.starts = starts;
	}

	/**
	 * Return whether a mark is a change of state that is shown by a triangle.
	 * @param mark the mark
	 * @return whether the state was another one before
	 */
	static boolean isChange(HistoryMark mark) {
		return mark.kind() != HistoryMark.Kind.START && mark.before() != null;
	}

	/**
	 * Write the bars.
	 * @param html where to write them
	 * @param scale how much they show
	 * @param slots what happened, the oldest first
	 * @param changes when the state of the check has changed
	 */
	void write(Html html, Scale scale, List<HistorySlot> slots, List<Instant> changes) {
		@Nullable Status[] bars = bars(scale, slots);
		int step = WIDTH / scale.bars();
		html.open("svg", "class", "beat", "viewBox", "0 0 240 30", "width", "240", "height", "30",
				"preserveAspectRatio", "none", "role", "img", "aria-label", label(scale, bars));
		html.empty("path", "class", "base", "d", "M0 24.5h240", "stroke", "#8888", "fill", "none");
		slots(scale, this.starts).forEach(
				(start) -> html.empty("path", "class", "start", "d", "M" + Math.max(0.5, start * step - 0.5) + " 0v30",
						"stroke", "#777", "fill", "none", "stroke-dasharray", "2 2"));
		int from = 0;
		for (int i = 1; i <= bars.length; i++) {
			if (i == bars.length || bars[i] != bars[from]) {
				bars(html, bars[from], from, i, step);
				from = i;
			}
		}
		slots(scale, changes).forEach((change) -> html.empty("path", "class", "change", "d",
				"M" + (change * step + (step - 1) / 2.0) + " 25l-2 5h4z", "fill", "#777"));
		html.close();
	}

	private List<Integer> slots(Scale scale, List<Instant> instants) {
		return instants.stream().map((instant) -> slot(scale, instant)).filter((slot) -> slot >= 0).distinct().toList();
	}

	private static void bars(Html html, @Nullable Status status, int from, int to, int step) {
		if (status != null) {
			int height = height(status);
			html.empty("path", "class", Words.style(status), "d",
					"M%d %sh%d".formatted(from * step, (2 * BASE - height) / 2.0, (to - from) * step), "stroke",
					colour(status), "stroke-width", String.valueOf(height), "stroke-dasharray", (step - 1) + " 1",
					"fill", "none");
		}
	}

	private @Nullable Status[] bars(Scale scale, List<HistorySlot> slots) {
		@Nullable Status[] bars = new Status[scale.bars()];
		for (HistorySlot slot : slots) {
			int number = slot(scale, slot.start());
			Status worst = slot.worst();
			if (number >= 0 && worst != null) {
				Status before = bars[number];
				bars[number] = (before != null) ? before.worse(worst) : worst;
			}
		}
		return bars;
	}

	/*
	 * By the clock, so that the bars move once a minute and not with each refresh.
	 */
	private int slot(Scale scale, Instant instant) {
		long length = scale.step().toSeconds();
		long ago = Math.floorDiv(this.moments.now().getEpochSecond(), length)
				- Math.floorDiv(instant.getEpochSecond(), length);
		return (ago >= 0 && ago < scale.bars()) ? scale.bars() - 1 - (int) ago : -1;
	}

	private static String label(Scale scale, @Nullable Status[] bars) {
		StringBuilder label = new StringBuilder(scale.title() + ": ");
		int seen = 0;
		for (Status status : new Status[] { Status.FAIL, Status.INCONCLUSIVE, Status.WARN, Status.PASS }) {
			int count = count(bars, status);
			if (count > 0) {
				label.append((seen > 0) ? ", " : "").append(scale.count(count)).append(' ').append(Words.of(status));
				seen += count;
			}
		}
		int gaps = gaps(bars);
		return (seen == 0) ? scale.title() + ": no run"
				: label + ((gaps > 0) ? ", " + scale.count(gaps) + " without a run" : "");
	}

	/*
	 * What was before the first run is no gap, nor is the minute that has just begun.
	 */
	private static int gaps(@Nullable Status[] bars) {
		int gaps = 0;
		boolean known = false;
		for (int i = 0; i < bars.length - 1; i++) {
			known |= bars[i] != null;
			gaps += (known && bars[i] == null) ? 1 : 0;
		}
		return gaps;
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
