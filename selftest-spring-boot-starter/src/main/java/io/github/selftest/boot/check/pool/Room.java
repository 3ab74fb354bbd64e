package io.github.selftest.boot.check.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a server last told of the connections that it has left, with the age of that. A
 * look takes none of them unless some are left to others: what was told may be over by
 * the time of the look, and of what was not told nothing is assumed.
 */
final class Room {

	private static final Duration FRESH = Duration.ofMinutes(5);

	private final int spare;

	private volatile @Nullable Told told;

	Room(int spare) {
		this.spare = spare;
	}

	/**
	 * Keep what a server has told.
	 * @param server what it told
	 * @param total connections that the pool had then
	 * @param nanoTime when that was
	 */
	void tell(Answer.Server server, int total, long nanoTime) {
		Integer left = server.connectionsLeft();
		this.told = (left != null) ? new Told(left, total, nanoTime) : null;
	}

	/**
	 * Return whether a connection may be opened beside the pool.
	 * @param total connections that the pool has now
	 * @param nanoTime the time now
	 * @return whether the server has told lately that others are left enough
	 */
	boolean isKnown(int total, long nanoTime) {
		Told told = fresh(nanoTime);
		return this.spare == 0 || (told != null && told.left(total) > this.spare);
	}

	/**
	 * Return whether the server is known to be short.
	 * @param total connections that the pool has now
	 * @param nanoTime the time now
	 * @return whether one more would leave too few to others
	 */
	boolean isShort(int total, long nanoTime) {
		Told told = fresh(nanoTime);
		return this.spare > 0 && told != null && told.left(total) <= this.spare;
	}

	/**
	 * Forget that the server was short: it has failed since, and may have begun anew.
	 * @param total connections that the pool has now
	 * @param nanoTime the time now
	 */
	void forgetShortage(int total, long nanoTime) {
		if (isShort(total, nanoTime)) {
			this.told = null;
		}
	}

	String expected() {
		return "%d or more, told in the last %d minutes".formatted(this.spare + 1, FRESH.toMinutes());
	}

	String inWords(int total, long nanoTime) {
		Told told = this.told;
		return (told != null) ? "%d left, as told %d s ago".formatted(told.left(total), told.age(nanoTime).toSeconds())
				: "the server has told nothing of that";
	}

	private @Nullable Told fresh(long nanoTime) {
		Told told = this.told;
		return (told != null && told.age(nanoTime).compareTo(FRESH) <= 0) ? told : null;
	}

	/**
	 * What was told.
	 *
	 * @param left connections that the user of the pool could have opened
	 * @param total connections that the pool had
	 * @param nanoTime when that was
	 */
	private record Told(int left, int total, long nanoTime) {

		// what the pool has given up since may be somebody else's by now
		int left(int total) {
			return this.left - Math.max(0, total - this.total);
		}

		Duration age(long now) {
			return Duration.ofNanos(now - this.nanoTime);
		}

	}

}
