/**
 * Requests that no user sent. A first filter recognises the mark, verifies its proof and
 * puts the context on request and thread; a second one, inside of what the host observes,
 * refuses what must not pass. Without a key, a token or an authenticator nothing of it
 * exists.
 */
@NullMarked
package io.github.selftest.boot.synthetic;

import org.jspecify.annotations.NullMarked;
