package io.github.selftest.boot.synthetic.metrics;

import java.util.List;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;

/**
 * Lets our handler run before those that make meters: {@code *.active} has the tags that
 * are there when an observation starts. As a handler without a group it would run last,
 * whatever its order.
 */
final class FirstHandlerGroup implements ObservationHandlerGroup {

	@Override
	public Class<?> handlerType() {
		return SyntheticObservationHandler.class;
	}

	// by itself: the composite of Boot looks for its member with each event
	@Override
	public void registerMembers(ObservationConfig config, List<ObservationHandler<?>> members) {
		members.forEach(config::observationHandler);
	}

	@Override
	@SuppressWarnings("ComparableType") // the type that Boot compares is the interface
	public int compareTo(ObservationHandlerGroup other) {
		return (other instanceof FirstHandlerGroup) ? 0 : -1;
	}

}
