/**
 * Tells people and other systems: alerts by webhook when the damped state of a check or a
 * group changes, a heartbeat to a dead-man URL, and checks that prove that both arrive.
 * Delivery happens on daemon threads of its own; nothing here waits for the host, and the
 * host waits for nothing here. Nothing exists unless a target is configured.
 */
@NullMarked
package io.github.selftest.boot.notify;

import org.jspecify.annotations.NullMarked;
