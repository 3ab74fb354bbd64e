/**
 * Whole applications with the starter in them.
 */
@NullMarked
package io.github.selftest.boot.host;

import org.jspecify.annotations.NullMarked;
