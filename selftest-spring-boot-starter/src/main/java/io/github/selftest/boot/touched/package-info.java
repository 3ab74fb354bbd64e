/**
 * What features tell of the beans of the host that they act on, for the endpoint to show.
 * Plain Java.
 */
@NullMarked
package io.github.selftest.boot.touched;

import org.jspecify.annotations.NullMarked;
