/**
 * A planted kind.
 */
@NullMarked
package io.github.selftest.planted.boot.check.pool;

import org.jspecify.annotations.NullMarked;
