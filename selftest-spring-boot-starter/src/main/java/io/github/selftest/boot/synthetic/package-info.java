/**
 * Requests that no user sent: recognised, verified, limited and logged, their metrics
 * split from those of users, and their mark carried onward.
 */
@NullMarked
package io.github.selftest.boot.synthetic;

import org.jspecify.annotations.NullMarked;
