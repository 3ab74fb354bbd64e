/**
 * What the sensors in greenhouses and stables report.
 */
@NullMarked
package io.github.selftest.sample.sensors;

import org.jspecify.annotations.NullMarked;
