package io.github.selftest.boot.rollout.analysis;

/**
 * What a rule has seen.
 *
 * @param observed what is there
 * @param expected what should be
 */
record Mistake(String observed, String expected) {

}
