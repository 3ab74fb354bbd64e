/**
 * Keeps the history of the engine over a restart, in a file or in a table of the host's
 * database. Off unless asked; works on a thread of its own, and whatever fails here is a
 * line in the log and nothing else.
 */
@NullMarked
package io.github.selftest.boot.history;

import org.jspecify.annotations.NullMarked;
