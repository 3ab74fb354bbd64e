package io.github.selftest.boot.engine;

import java.util.List;
import java.util.Optional;

/**
 * What is muted at run time. Safe for use by several threads.
 */
public interface Mutes {

	/** The most mutes at one time. */
	int MAX = 100;

	/**
	 * Return what is muted now.
	 * @return the mutes, the oldest first
	 */
	List<Mute> mutes();

	/**
	 * Mute something until its end comes. It is gone with this process.
	 * @param order what, why, by whom and until when
	 * @return the mute
	 * @throws InvalidMuteException if something is missing or wrong
	 * @throws IllegalStateException if there are {@link #MAX} already
	 */
	Mute mute(MuteOrder order);

	/**
	 * End a mute. What still fails is announced at once.
	 * @param id its id
	 * @return what was ended, empty if there was none
	 */
	Optional<Mute> unmute(String id);

}
