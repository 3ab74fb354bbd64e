/**
 * A client that sends as many requests as it gets answers for, in a process of its own.
 */
@NullMarked
package io.github.selftest.benchmarks.load;

import org.jspecify.annotations.NullMarked;
