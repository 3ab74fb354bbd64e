/**
 * What a caller sees when something goes wrong: RFC 9457 problems that keep the cause to
 * themselves.
 */
@NullMarked
package io.github.selftest.sample.problem;

import org.jspecify.annotations.NullMarked;
