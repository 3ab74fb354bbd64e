/**
 * Kind {@code security}: what a service can see of its own security from inside. By
 * default it looks at settings, exposed endpoints and the certificate of the own port,
 * without a request; it calls paths that are declared, and tries default passwords only
 * on request. Each rule is a constant of {@link SecurityRule}. Prefix
 * {@code selftest.check.security}.
 */
@NullMarked
package io.github.selftest.boot.check.security;

import org.jspecify.annotations.NullMarked;
