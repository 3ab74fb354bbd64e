/**
 * What is said when a property fails the start of a service, alike in all rooms.
 */
@NullMarked
package io.github.selftest.boot.mistake;

import org.jspecify.annotations.NullMarked;
