/**
 * Faults for single synthetic requests: at points that are declared, for a sandbox tenant
 * alone, bounded in number, length and time, and stopped by one file. No call of a user
 * ever gets one.
 */
@NullMarked
package io.github.selftest.boot.fault;

import org.jspecify.annotations.NullMarked;
