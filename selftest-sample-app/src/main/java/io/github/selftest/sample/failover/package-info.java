/**
 * Connections to the database by way of a pooler, and past it when the pooler is gone: in
 * profile {@code pooler}.
 */
@NullMarked
package io.github.selftest.sample.failover;

import org.jspecify.annotations.NullMarked;
