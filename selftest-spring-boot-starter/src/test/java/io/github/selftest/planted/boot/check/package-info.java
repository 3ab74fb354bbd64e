/**
 * What the planted kinds share.
 */
@NullMarked
package io.github.selftest.planted.boot.check;

import org.jspecify.annotations.NullMarked;
