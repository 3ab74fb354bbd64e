/**
 * Kind {@code http-cache}: what a service promises to caches, and whether it keeps it.
 * Requests are sent over the real connector ({@link Probe}), what came back is kept as it
 * was sent ({@link Evidence}), and each {@link Rule} judges it as its sentence of the RFC
 * says. Prefix {@code selftest.check.http-cache}.
 */
@NullMarked
package io.github.selftest.boot.check.httpcache;

import org.jspecify.annotations.NullMarked;
