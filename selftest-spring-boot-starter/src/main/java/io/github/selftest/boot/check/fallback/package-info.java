/**
 * Kind {@code fallback}: whether the fallbacks and circuit breakers of Resilience4j do
 * what they were written for. An inventory of instances and annotated methods with the
 * traps in them, counts of the fallbacks that ran, the state of each breaker, and proofs
 * that exercise one fallback without touching a breaker.
 */
@NullMarked
package io.github.selftest.boot.check.fallback;

import org.jspecify.annotations.NullMarked;
