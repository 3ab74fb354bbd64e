package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.StateChanged;

/**
 * The latest starts and changes of state, as many of each name as are of use. Safe for
 * use by several threads.
 */
final class Marks {

	static final int MOST = 512;

	static final int MOST_OF_A_NAME = 32;

	private final Deque<HistoryMark> latestFirst = new ArrayDeque<>();

	synchronized void add(HistoryMark mark) {
		this.latestFirst.addFirst(mark);
		long same = this.latestFirst.stream().filter((other) -> isSame(mark, other)).count();
		if (same > MOST_OF_A_NAME) {
			List<HistoryMark> others = this.latestFirst.stream().filter((other) -> isSame(mark, other)).toList();
			this.latestFirst.removeLastOccurrence(others.get(others.size() - 1));
		}
		while (this.latestFirst.size() > MOST) {
			this.latestFirst.removeLast();
		}
	}

	private static boolean isSame(HistoryMark mark, HistoryMark other) {
		return mark.kind() == other.kind()
				&& (mark.kind() == HistoryMark.Kind.START || mark.name().equals(other.name()));
	}

	void add(StateChanged change) {
		HistoryMark.Kind kind = (change.subject() == StateChanged.Subject.CHECK) ? HistoryMark.Kind.CHECK
				: HistoryMark.Kind.GROUP;
		add(new HistoryMark(change.at(), kind, change.name(), change.before(), change.now()));
	}

	synchronized List<HistoryMark> latestFirst() {
		return List.copyOf(this.latestFirst);
	}

	/**
	 * Return since when the service has the version that it has now.
	 * @return the first start with it, {@code null} before the first start
	 */
	synchronized @Nullable Instant versionSince() {
		String version = null;
		Instant since = null;
		for (HistoryMark mark : this.latestFirst) {
			if (mark.kind() == HistoryMark.Kind.START) {
				version = (version != null) ? version : mark.name();
				if (!version.equals(mark.name())) {
					return since;
				}
				since = mark.at();
			}
		}
		return since;
	}

	synchronized void restore(List<HistoryMark> saved, Instant now) {
		List<HistoryMark> all = new ArrayList<>(this.latestFirst);
		saved.stream().filter((mark) -> !mark.at().isAfter(now)).forEach(all::add);
		all.sort(Comparator.comparing(HistoryMark::at));
		this.latestFirst.clear();
		all.forEach(this::add);
	}

}
