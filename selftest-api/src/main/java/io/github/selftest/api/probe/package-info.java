/**
 * What the author of a service implements so that a check can look deeper than from the
 * outside: which values a route takes, which handler promises what to caches, and how to
 * change something and back.
 */
@NullMarked
package io.github.selftest.api.probe;

import org.jspecify.annotations.NullMarked;
