package io.github.selftest.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Gives each class of tests the levels that a log has by default. Services that tests
 * start change them for the whole process, and nobody changes them back.
 */
public final class LogLevelsAfresh implements BeforeAllCallback {

	@Override
	public void beforeAll(ExtensionContext tests) {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
			loggers.getLoggerList().forEach((logger) -> logger.setLevel(levelOf(logger)));
		}
	}

	private static @Nullable Level levelOf(Logger logger) {
		return logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? Level.INFO : null;
	}

}
