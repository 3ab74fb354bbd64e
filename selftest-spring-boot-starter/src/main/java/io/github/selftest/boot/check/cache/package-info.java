/**
 * Kind {@code cache}: what the caches inside the service are worth: how often they
 * answer, what they throw out, what their loads cost and how old their answers may be.
 * Reads the cache managers and Caffeine caches that exist, and makes none. Prefix
 * {@code selftest.check.cache}.
 */
@NullMarked
package io.github.selftest.boot.check.cache;

import org.jspecify.annotations.NullMarked;
