/**
 * The files that the pages of the shop are made of: compressed, and stored by caches for
 * ever, as their paths name their versions.
 */
@NullMarked
package io.github.selftest.sample.assets;

import org.jspecify.annotations.NullMarked;
