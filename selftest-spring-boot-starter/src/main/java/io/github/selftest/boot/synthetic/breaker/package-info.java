/**
 * Calls of synthetic requests that the breakers of the service do not hear of. Needs
 * Resilience4j and its aspects.
 */
@NullMarked
package io.github.selftest.boot.synthetic.breaker;

import org.jspecify.annotations.NullMarked;
