/**
 * A planted root.
 */
@NullMarked
package io.github.selftest.planted.boot;

import org.jspecify.annotations.NullMarked;
