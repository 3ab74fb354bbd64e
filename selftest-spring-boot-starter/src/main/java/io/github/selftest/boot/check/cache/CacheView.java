package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the rules judge: a cache now, and what it has counted within the window.
 *
 * @param name the name of the cache
 * @param facts what was seen now
 * @param counts how much it has counted within the window, {@code null} if it does not
 * count
 * @param window how long that took
 * @param limits what is expected
 */
record CacheView(String name, CacheFacts facts, @Nullable CacheCounts counts, Duration window, CacheLimits limits) {

	String windowInWords() {
		return inWords(this.window);
	}

	boolean isFull() {
		Long size = this.facts.size();
		Long maximum = this.facts.maximum();
		// it is emptied a little later than it is filled
		return size != null && maximum != null && size >= 0.95 * maximum;
	}

	static String inWords(Duration time) {
		if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
			return time.toMinutes() + " min";
		}
		if (time.compareTo(Duration.ofSeconds(2)) >= 0) {
			return time.toSeconds() + " s";
		}
		return inMillis(time);
	}

	static String inMillis(Duration time) {
		return (time.toNanos() < 10_000) ? time.toNanos() + " ns"
				: String.format(Locale.ROOT, "%.2f ms", time.toNanos() / 1e6);
	}

	static String percent(double share) {
		return String.format(Locale.ROOT, "%.1f %%", 100 * share);
	}

}
