/**
 * Kind {@code pool}, beside connection pools of HikariCP: whether threads of executors
 * and of the server, connections of HTTP clients and those of other connection pools are
 * all in use while somebody waits for one. Reads what the pools tell and what exists;
 * borrows, submits and makes nothing.
 */
@NullMarked
package io.github.selftest.boot.check.pool.saturation;

import org.jspecify.annotations.NullMarked;
