/**
 * Carries the context of a synthetic request onward: to the threads that work for it, and
 * signed anew to the services that it calls.
 */
@NullMarked
package io.github.selftest.boot.synthetic.propagation;

import org.jspecify.annotations.NullMarked;
