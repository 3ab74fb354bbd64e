package io.github.selftest.boot.synthetic.breaker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of breakers.
 *
 * @param recorded Whether circuit breakers of Resilience4j record the calls of synthetic
 * requests.
 */
@ConfigurationProperties(prefix = "selftest.synthetic.breakers", ignoreUnknownFields = false)
record UnrecordedBreakersProperties(@DefaultValue("true") boolean recorded) {

}
