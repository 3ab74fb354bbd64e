package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Looks at what foreign code has thrown, which may throw in turn when it is looked at.
 */
final class Foreign {

	private Foreign() {
	}

	/**
	 * Say what was thrown.
	 * @param thrown what was thrown
	 * @return its message if there is one, else its type
	 */
	static String description(Throwable thrown) {
		String message = message(thrown);
		return (message != null) ? message : thrown.getClass().getName();
	}

	static @Nullable String message(Throwable thrown) {
		try {
			return thrown.getMessage();
		}
		catch (Throwable unspeakable) {
			return null;
		}
	}

	/**
	 * Log something that was thrown.
	 * @param logger the logger
	 * @param level the level
	 * @param message the message, with a place for the subject
	 * @param subject what has thrown it
	 * @param thrown what was thrown
	 */
	static void log(Logger logger, Level level, String message, String subject, Throwable thrown) {
		try {
			logger.atLevel(level).setCause(thrown).log(message, subject);
		}
		catch (Throwable unspeakable) {
			logger.atLevel(level).log(message + ": {}", subject, thrown.getClass().getName());
		}
	}

}
