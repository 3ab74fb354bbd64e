/**
 * A planted engine.
 */
@NullMarked
package io.github.selftest.planted.boot.engine;

import org.jspecify.annotations.NullMarked;
