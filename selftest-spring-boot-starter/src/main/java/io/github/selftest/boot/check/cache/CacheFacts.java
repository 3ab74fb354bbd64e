package io.github.selftest.boot.check.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a cache at one moment.
 *
 * @param counts what it has counted, {@code null} if it does not count
 * @param remedy what makes it count
 * @param size how full it is, {@code null} if it does not tell
 * @param maximum how full it may be, {@code null} if it has no bound or does not tell
 * @param staleness how long an entry is served at most, {@code null} if there is no bound
 * or it does not tell
 * @param read how long a read of a present entry takes, {@code null} if there is none
 */
record CacheFacts(@Nullable CacheCounts counts, String remedy, @Nullable Long size, @Nullable Long maximum,
		@Nullable Duration staleness, @Nullable Duration read) {

	static CacheFacts uncounted(String remedy, @Nullable Long size) {
		return new CacheFacts(null, remedy, size, null, null, null);
	}

}
