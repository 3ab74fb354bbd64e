/**
 * Kind {@code health}: runs the health indicators of the application under the engine,
 * each with a deadline, and says what is odd about how its health is configured. Reads
 * the registry of Spring Boot and changes nothing. Prefix {@code selftest.check.health}.
 */
@NullMarked
package io.github.selftest.boot.check.health;

import org.jspecify.annotations.NullMarked;
