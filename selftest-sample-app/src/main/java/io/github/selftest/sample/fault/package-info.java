/**
 * Ways to break the shop as production would, one profile each. They never touch a check
 * or what it is given.
 */
@NullMarked
package io.github.selftest.sample.fault;

import org.jspecify.annotations.NullMarked;
