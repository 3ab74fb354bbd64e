/**
 * A planted kind.
 */
@NullMarked
package io.github.selftest.planted.boot.check.health;

import org.jspecify.annotations.NullMarked;
