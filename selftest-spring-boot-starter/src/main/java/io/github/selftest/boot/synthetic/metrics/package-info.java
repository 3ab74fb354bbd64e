/**
 * Keeps the series of synthetic requests apart from those of users: the observations of a
 * synthetic request are tagged when they start, and a meter filter gives the tagged ones
 * a name of their own.
 */
@NullMarked
package io.github.selftest.boot.synthetic.metrics;

import org.jspecify.annotations.NullMarked;
