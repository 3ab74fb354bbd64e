package io.github.selftest.boot.check.health;

import java.util.Map;
import java.util.function.Supplier;

import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Finds the health indicators that the application has now, by their paths.
 */
@FunctionalInterface
interface HealthIndicators extends Supplier<Map<String, HealthIndicator>> {

}
