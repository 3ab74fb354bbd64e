package io.github.selftest.boot.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.notify.Alert.About;

/**
 * Alerts that wait for a target, in the order in which they happened. When there are too
 * many, earlier ones about a check or group give way to its latest, which tells how many
 * they were. Not safe for use by several threads.
 */
final class AlertQueue {

	/** Of so many checks and groups the latest state is kept whatever the capacity. */
	static final int MOST_SUBJECTS = 2000;

	private final int capacity;

	private final Deque<Alert> alerts = new ArrayDeque<>();

	private long folded;

	private long dropped;

	AlertQueue(int capacity) {
		this.capacity = capacity;
	}

	void add(Alert alert) {
		this.alerts.addLast(alert);
		if (this.alerts.size() > this.capacity) {
			foldInto(alert);
		}
		if (this.alerts.size() > this.capacity) {
			foldOne();
		}
		if (this.alerts.size() > Math.max(this.capacity, MOST_SUBJECTS)) {
			this.alerts.removeFirst();
			this.dropped++;
		}
	}

	@Nullable Alert poll() {
		return this.alerts.pollFirst();
	}

	/**
	 * Put back what was taken and could not be sent, before all others.
	 * @param alert the alert
	 */
	void putBack(Alert alert) {
		this.alerts.addFirst(alert);
	}

	boolean holds(About about) {
		return this.alerts.stream().anyMatch((alert) -> alert.about().equals(about));
	}

	boolean isEmpty() {
		return this.alerts.isEmpty();
	}

	int size() {
		return this.alerts.size();
	}

	/**
	 * Return how many alerts have given way to later ones about the same.
	 * @return the number
	 */
	long folded() {
		return this.folded;
	}

	/**
	 * Return how many alerts are lost, as too many checks and groups had one waiting.
	 * @return the number
	 */
	long dropped() {
		return this.dropped;
	}

	private void foldInto(Alert latest) {
		int count = 0;
		for (Iterator<Alert> iterator = this.alerts.iterator(); iterator.hasNext();) {
			Alert alert = iterator.next();
			if (!alert.id().equals(latest.id()) && alert.about().equals(latest.about())) {
				count += 1 + alert.folded();
				this.folded++;
				iterator.remove();
			}
		}
		if (count > 0) {
			this.alerts.removeLast();
			this.alerts.addLast(latest.withFolded(latest.folded() + count));
		}
	}

	private void foldOne() {
		Set<About> seen = new HashSet<>();
		Iterator<Alert> latestFirst = this.alerts.descendingIterator();
		Alert twice = null;
		while (latestFirst.hasNext()) {
			Alert alert = latestFirst.next();
			if (!seen.add(alert.about())) {
				twice = alert;
			}
		}
		if (twice != null) {
			fold(twice.about());
		}
	}

	private void fold(About about) {
		int count = 0;
		int left = (int) this.alerts.stream().filter((alert) -> alert.about().equals(about)).count();
		Deque<Alert> kept = new ArrayDeque<>();
		for (Alert alert : this.alerts) {
			if (!alert.about().equals(about)) {
				kept.addLast(alert);
			}
			else if (--left > 0) {
				count += 1 + alert.folded();
				this.folded++;
			}
			else {
				kept.addLast(alert.withFolded(alert.folded() + count));
			}
		}
		this.alerts.clear();
		this.alerts.addAll(kept);
	}

}
