/**
 * Tags that tell on every meter of the service which release it comes from. Off unless
 * asked for.
 */
@NullMarked
package io.github.selftest.boot.rollout.tags;

import org.jspecify.annotations.NullMarked;
