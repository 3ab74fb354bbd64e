/**
 * Makes pasts of checks, which only the engine can.
 */
@NullMarked
package io.github.selftest.boot.engine;

import org.jspecify.annotations.NullMarked;
