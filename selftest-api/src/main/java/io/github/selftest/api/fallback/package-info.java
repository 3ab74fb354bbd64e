/**
 * Proofs that a fallback works, declared by the author of the service: by
 * {@link ProveFallback} on the method, or by a bean that is a {@link FallbackProbe}.
 */
@NullMarked
package io.github.selftest.api.fallback;

import org.jspecify.annotations.NullMarked;
