/**
 * Connections that a synthetic request without a tenant borrows are read-only, as the
 * database understands it.
 */
@NullMarked
package io.github.selftest.boot.synthetic.jdbc;

import org.jspecify.annotations.NullMarked;
