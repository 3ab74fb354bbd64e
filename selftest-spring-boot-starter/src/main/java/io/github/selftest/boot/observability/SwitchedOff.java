package io.github.selftest.boot.observability;

/**
 * A part of ours that this service does not have.
 *
 * @param name a kind of check, or what else it is known by
 * @param reason why it is off
 */
record SwitchedOff(String name, String reason) {

}
