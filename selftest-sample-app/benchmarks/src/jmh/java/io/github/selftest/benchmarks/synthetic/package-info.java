/**
 * Measures by JMH what the filters for synthetic requests cost a request of a user.
 */
@NullMarked
package io.github.selftest.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
