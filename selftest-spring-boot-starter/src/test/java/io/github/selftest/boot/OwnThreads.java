package io.github.selftest.boot;

import java.util.List;
import java.util.Set;

/**
 * Threads of ours that came after a moment. Those of tests before may end a little later
 * than what has started them.
 */
public final class OwnThreads {

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	private OwnThreads() {
	}

	/**
	 * Return those that will come from now on.
	 * @return none so far
	 */
	public static OwnThreads fromNow() {
		return new OwnThreads();
	}

	/**
	 * Return the names of those that are alive.
	 * @return the names
	 */
	public List<String> names() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.before.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("selftest-"))
			.toList();
	}

}
