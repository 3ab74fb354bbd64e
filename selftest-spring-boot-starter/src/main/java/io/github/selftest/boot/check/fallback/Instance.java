package io.github.selftest.boot.check.fallback;

/**
 * An instance in a registry of Resilience4j.
 *
 * @param protection what it is
 * @param name its name
 * @param value the instance itself
 * @param onDefaults whether it has the default configuration of its registry
 */
record Instance(Protection protection, String name, Object value, boolean onDefaults) {

}
