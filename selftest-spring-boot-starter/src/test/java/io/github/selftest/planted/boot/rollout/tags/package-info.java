/**
 * A planted deploy-time feature.
 */
@NullMarked
package io.github.selftest.planted.boot.rollout.tags;

import org.jspecify.annotations.NullMarked;
