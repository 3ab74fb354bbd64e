package io.github.selftest.boot.history;

import org.jspecify.annotations.Nullable;

/**
 * Where the history outlives the process. Called on one thread.
 */
interface HistoryStore {

	/**
	 * Return what was saved the last time.
	 * @return the bytes, {@code null} when there are none
	 * @throws Exception when it cannot be told whether there are; it is asked again
	 */
	byte @Nullable [] load() throws Exception;

	/**
	 * Keep what {@link #load()} has returned where it is in nobody's way, as it cannot be
	 * used.
	 * @return where it is now, as part of a sentence
	 * @throws Exception when that is not possible
	 */
	String putAside() throws Exception;

	/**
	 * Replace what was saved before.
	 * @param history the bytes
	 * @throws Exception when that is not possible; it is tried again with newer ones
	 */
	void save(byte[] history) throws Exception;

}
