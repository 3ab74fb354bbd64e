/**
 * Requests that no user sent: how they are signed, and how code that serves one learns of
 * it. A request counts as synthetic once its signature was verified; who only sends the
 * mark remains a user.
 */
@NullMarked
package io.github.selftest.api.synthetic;

import org.jspecify.annotations.NullMarked;
