package io.github.selftest.boot.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest runs of a check, as many as its share of the memory holds. Safe for use by
 * several threads; readers wait for no more than a copy.
 */
final class History {

	private final Deque<RunRecord> runs = new ArrayDeque<>();

	private int bytes;

	synchronized void add(RunRecord run, int limit) {
		this.runs.addFirst(run);
		this.bytes += Budget.weight(run);
		shrinkTo(limit);
	}

	synchronized void shrinkTo(int limit) {
		while (this.bytes > limit && this.runs.size() > 1) {
			this.bytes -= Budget.weight(this.runs.removeLast());
		}
	}

	synchronized List<RunRecord> latestFirst() {
		return List.copyOf(this.runs);
	}

}
