package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * One thing that a rule has seen.
 *
 * @param probes the probes that showed it
 * @param message what was seen, in one sentence without the name of the resource
 * @param observed the value that was seen
 * @param expected the value that should have been
 * @param level the level of this case, where it is not that of the rule
 */
record Note(List<String> probes, String message, String observed, String expected, Optional<Level> level) {

	/**
	 * Return whether it only tells something and compares nothing.
	 */
	boolean isTelling() {
		return this.expected.isEmpty();
	}

}
