/**
 * Faults that a wall has to see.
 */
@NullMarked
package io.github.selftest.planted.boot.synthetic;

import org.jspecify.annotations.NullMarked;
