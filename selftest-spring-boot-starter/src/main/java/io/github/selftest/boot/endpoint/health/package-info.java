/**
 * What a load balancer and Actuator health see of the verdicts: {@code /health} on the
 * main port, and the group {@code /actuator/health/selftest}. The health that the
 * application had before stays as it was.
 */
@NullMarked
package io.github.selftest.boot.endpoint.health;

import org.jspecify.annotations.NullMarked;
