package io.github.selftest.boot.check.pool;

/**
 * What the connections that came back had been used for, since the start.
 *
 * @param count how many came back
 * @param totalMillis how long they were away in all, in milliseconds
 */
record Usage(long count, double totalMillis) {

}
