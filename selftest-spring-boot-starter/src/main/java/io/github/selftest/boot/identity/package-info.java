/**
 * Who this instance is: application, version, pod, and its role in a rollout right now.
 * Reads the environment once and the labels file at most once a second; talks to nobody.
 */
@NullMarked
package io.github.selftest.boot.identity;

import org.jspecify.annotations.NullMarked;
