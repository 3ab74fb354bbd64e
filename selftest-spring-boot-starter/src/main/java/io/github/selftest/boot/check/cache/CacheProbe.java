package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Puts an entry under a key that is reserved for it, reads it and evicts it. An entry
 * that is there before is somebody's, and stays.
 */
final class CacheProbe implements BuiltInCheck {

	private static final Logger logger = LoggerFactory.getLogger(CacheProbe.class);

	private final CheckDefinition definition;

	private final String name;

	private final boolean loads;

	private final Cache cache;

	private final String key;

	private final LongSupplier nanoTime;

	CacheProbe(String id, FoundCache found, Cache cache, String key, LongSupplier nanoTime) {
		this.definition = CheckDefinition.builder(id)
			.title("Cache: an entry goes in and out of " + found.name())
			.kind("cache")
			.severity(Severity.DEGRADING)
			.groups(Groups.DEEP)
			.build();
		this.name = found.name();
		this.loads = found.loads();
		this.cache = cache;
		this.key = key;
		this.nanoTime = nanoTime;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		try {
			return this.loads ? CheckResult.of(wouldLoad()) : probe(context);
		}
		catch (RuntimeException ex) {
			logger.warn("Cache '{}' can't be probed", this.name, ex);
			return CheckResult.of(Finding
				.fail("cache.probe-threw", "Cache '%s' threw %s".formatted(this.name, ex.getClass().getName()))
				.withValues(ex.getClass().getSimpleName(), "an entry that goes in and out")
				.withRemedy("See the log. A cache that takes no texts can't be probed: unset "
						+ "'selftest.check.cache.caches.%s.probe-key'".formatted(this.name)));
		}
	}

	private Finding wouldLoad() {
		return Finding
			.inconclusive("cache.probe-loads",
					"Cache '%s' loads what it is asked for, so that to read the key of the probe would call its loader"
						.formatted(this.name))
			.withRemedy("Unset 'selftest.check.cache.caches.%s.probe-key'".formatted(this.name));
	}

	private CheckResult probe(CheckContext context) {
		if (this.cache.get(this.key) != null) {
			return CheckResult.of(
					Finding
						.inconclusive("cache.probe-key-taken",
								"Cache '%s' has an entry under the key that is reserved for the probe"
									.formatted(this.name))
						.withRemedy("Choose a 'selftest.check.cache.caches.%s.probe-key' that nobody else uses"
							.formatted(this.name)));
		}
		String value = UUID.randomUUID().toString();
		context.onCleanup(() -> this.cache.evict(this.key));
		Duration put = timeOf(() -> this.cache.put(this.key, value));
		Seen seen = new Seen();
		Duration read = timeOf(() -> seen.value = this.cache.get(this.key));
		Duration evict = timeOf(() -> this.cache.evict(this.key));
		return CheckResult.of(finding(value, seen.value, this.cache.get(this.key)))
			.with(Measurement.of("readTime", read), Measurement.of("putTime", put), Measurement.of("evictTime", evict));
	}

	private Finding finding(String value, Cache.@Nullable ValueWrapper seen, Cache.@Nullable ValueWrapper after) {
		if (seen == null || !value.equals(seen.get())) {
			return Finding
				.fail("cache.probe-lost",
						"Cache '%s' did not give back what was put into it just before".formatted(this.name))
				.withValues((seen != null) ? "another value" : "no entry", "the value that was put")
				.withRemedy("Look whether the cache is off, has no room, or fails without saying so");
		}
		if (after != null) {
			return Finding
				.fail("cache.probe-kept",
						"Cache '%s' still answers with an entry that was evicted".formatted(this.name))
				.withValues("an entry", "none")
				.withRemedy("Look for a second level behind the cache that evictions do not reach");
		}
		return Finding.pass("cache.probe", "An entry went in and out of cache '%s'".formatted(this.name));
	}

	private Duration timeOf(Runnable action) {
		long start = this.nanoTime.getAsLong();
		action.run();
		return Duration.ofNanos(this.nanoTime.getAsLong() - start);
	}

	private static final class Seen {

		private Cache.@Nullable ValueWrapper value;

	}

}
