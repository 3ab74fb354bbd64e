package io.github.selftest.boot.observability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.EngineListener;

/**
 * Writes one line on each change of state to the logger {@code selftest.state}. That a
 * single check passes for the first time is no change worth a line.
 */
final class StateChangeLog implements EngineListener {

	private static final Logger logger = LoggerFactory.getLogger("selftest.state");

	@Override
	public void stateChanged(StateChanged change) {
		logger.atLevel(level(change)).log("Self-test {}", change);
	}

	private static Level level(StateChanged change) {
		if (change.now() != Status.PASS) {
			return Level.WARN;
		}
		return (change.before() == null && change.subject() == Subject.CHECK) ? Level.DEBUG : Level.INFO;
	}

}
