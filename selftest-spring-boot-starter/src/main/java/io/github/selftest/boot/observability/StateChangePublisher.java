package io.github.selftest.boot.observability;

import org.springframework.context.ApplicationEventPublisher;

import io.github.selftest.api.StateChanged;
import io.github.selftest.boot.engine.EngineListener;

/**
 * Publishes changes of state as application events.
 */
final class StateChangePublisher implements EngineListener {

	private final ApplicationEventPublisher publisher;

	StateChangePublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void stateChanged(StateChanged change) {
		this.publisher.publishEvent(change);
	}

}
