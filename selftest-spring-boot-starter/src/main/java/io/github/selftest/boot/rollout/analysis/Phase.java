package io.github.selftest.boot.rollout.analysis;

/**
 * What a measurement comes to. A failed and an erroneous analysis abort a rollout, an
 * inconclusive one pauses it.
 */
enum Phase {

	SUCCESSFUL, FAILED, INCONCLUSIVE, ERROR

}
