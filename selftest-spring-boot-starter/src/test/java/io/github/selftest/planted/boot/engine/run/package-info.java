/**
 * A planted part of the engine.
 */
@NullMarked
package io.github.selftest.planted.boot.engine.run;

import org.jspecify.annotations.NullMarked;
