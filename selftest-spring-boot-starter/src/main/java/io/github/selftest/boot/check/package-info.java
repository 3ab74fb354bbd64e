/**
 * What all kinds of checks share: the condition that switches a kind off, the start-up
 * failures that tell what to correct, and the client of this very service with its
 * expectations. Public here is for the kinds and the engine's wiring, not for the
 * service.
 */
@NullMarked
package io.github.selftest.boot.check;

import org.jspecify.annotations.NullMarked;
