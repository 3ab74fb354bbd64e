/**
 * The page in a real browser: what people see who look at it by night, on a phone, with a
 * screen reader, without JavaScript, or where the host forbids inline code.
 */
@NullMarked
package io.github.selftest.browser;

import org.jspecify.annotations.NullMarked;
