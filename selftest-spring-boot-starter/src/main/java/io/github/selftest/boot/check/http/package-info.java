/**
 * Kind {@code http}: checks that are declared in the configuration, without code. Each
 * sends one request to this very service and says what is expected of the answer. Prefix
 * {@code selftest.check.http}.
 */
@NullMarked
package io.github.selftest.boot.check.http;

import org.jspecify.annotations.NullMarked;
