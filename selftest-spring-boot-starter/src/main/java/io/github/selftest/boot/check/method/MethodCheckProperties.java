package io.github.selftest.boot.check.method;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the annotated methods.
 *
 * @param enabled Whether methods annotated with '@SelfTest' are checks.
 */
@ConfigurationProperties(prefix = "selftest.check.method", ignoreUnknownFields = false)
record MethodCheckProperties(@DefaultValue("true") boolean enabled) {

}
