/**
 * A planted kind.
 */
@NullMarked
package io.github.selftest.planted.boot.check.http;

import org.jspecify.annotations.NullMarked;
