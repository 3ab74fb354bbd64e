/**
 * Kind {@code method}: methods of any bean that are annotated with
 * {@link io.github.selftest.api.SelfTest}. They are found when the service starts,
 * without creating a bean, and called through the proxies of their bean.
 */
@NullMarked
package io.github.selftest.boot.check.method;

import org.jspecify.annotations.NullMarked;
