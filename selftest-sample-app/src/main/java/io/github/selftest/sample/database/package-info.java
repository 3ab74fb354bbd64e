/**
 * The PostgreSQL server that comes with the shop unless it is given another one.
 */
@NullMarked
package io.github.selftest.sample.database;

import org.jspecify.annotations.NullMarked;
