/**
 * A planted API.
 */
@NullMarked
package io.github.selftest.planted.api;

import org.jspecify.annotations.NullMarked;
