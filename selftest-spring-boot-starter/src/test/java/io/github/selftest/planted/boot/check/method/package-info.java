/**
 * A planted kind.
 */
@NullMarked
package io.github.selftest.planted.boot.check.method;

import org.jspecify.annotations.NullMarked;
