package io.github.selftest.boot.synthetic.metrics;

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

	@Override
	@SuppressWarnings("ComparableType") // the type that Boot compares is the interface
	public int compareTo(ObservationHandlerGroup other) {
		return (other instanceof FirstHandlerGroup) ? 0 : -1;
	}

}
