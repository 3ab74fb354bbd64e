/**
 * The gates of this build: what a compiler cannot see about this project and would else
 * be found by a reader. Each is shown to fail on a planted fault, by a test.
 */
@NullMarked
package io.github.selftest.gates;

import org.jspecify.annotations.NullMarked;
