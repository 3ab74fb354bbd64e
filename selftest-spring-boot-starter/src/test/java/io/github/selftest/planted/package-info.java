/**
 * A tree with the shape of ours in which each class named in the test of a gate breaks
 * one wall. The others break none.
 */
@NullMarked
package io.github.selftest.planted;

import org.jspecify.annotations.NullMarked;
