package io.github.selftest.boot.check.fallback;

import io.github.resilience4j.core.EventPublisher;

/**
 * An instance in a registry of Resilience4j.
 *
 * @param protection what it is
 * @param name its name
 * @param value the instance itself
 * @param events where it tells of the calls it sees
 * @param onDefaults whether it has the default configuration of its registry
 */
record Instance(Protection protection, String name, Object value, EventPublisher<?> events, boolean onDefaults) {

}
