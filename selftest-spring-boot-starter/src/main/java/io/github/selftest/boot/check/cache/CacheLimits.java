package io.github.selftest.boot.check.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is expected of one cache.
 *
 * @param samples reads without which nothing is said of them
 * @param warnBelow the share of hits below which it warns
 * @param failBelow the share of hits below which it fails
 * @param speedup how many times faster a hit has to be than a load
 * @param evictions evictions for each read that are too many for a full cache
 * @param loadFailuresWarn the share of failed loads above which it warns
 * @param loadFailuresFail the share of failed loads above which it fails
 * @param responseAge how long the answers of the service that are made of it may be kept
 * by others
 * @param maxStaleness how old an answer may be for whoever sees it, {@code null} if
 * nobody says
 */
record CacheLimits(int samples, double warnBelow, double failBelow, double speedup, double evictions,
		double loadFailuresWarn, double loadFailuresFail, ResponseAge responseAge, @Nullable Duration maxStaleness) {

}
