/**
 * Wires the engine into a Spring Boot application: auto-configuration, properties and
 * life cycle.
 */
@NullMarked
package io.github.selftest.boot;

import org.jspecify.annotations.NullMarked;
