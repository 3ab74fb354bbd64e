package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.selftest.boot.endpoint.EndpointView.Form;
import io.github.selftest.boot.endpoint.EndpointView.Seen;
import io.github.selftest.boot.endpoint.EndpointView.Shown;
import io.github.selftest.boot.engine.EngineClock;

/**
 * What was shown in the last half a second, and in the last three seconds as long as
 * nothing has happened but that ages have grown. Safe for use by several threads; two
 * that come at the same time may both write.
 */
final class RecentlyShown {

	private static final long LIFE_NANOS = Duration.ofMillis(500).toNanos();

	private static final long QUIET_LIFE_NANOS = Duration.ofSeconds(3).toNanos();

	private static final int MAX = 16;

	private final EngineClock clock;

	private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

	private final LongSupplier version;

	/**
	 * Create it.
	 * @param clock the clock of the engine
	 * @param version changes whenever something has happened
	 */
	RecentlyShown(EngineClock clock, LongSupplier version) {
		this.clock = clock;
		this.version = version;
	}

	Shown get(Form form, Seen seen, Supplier<Shown> write) {
		long now = this.clock.nanoTime();
		long version = this.version.getAsLong();
		Key key = new Key(form, seen);
		Entry entry = this.entries.get(key);
		if (entry == null || !isFresh(entry, now, version)) {
			entry = new Entry(write.get(), now, version);
			keep(key, entry);
		}
		return entry.shown();
	}

	/*
	 * A page of many checks is large: what is old is let go, also when nobody asks again
	 * for the same one.
	 */
	private void keep(Key key, Entry entry) {
		this.entries.values().removeIf((other) -> !isFresh(other, entry.nanos(), entry.version()));
		if (this.entries.size() < MAX) {
			this.entries.put(key, entry);
		}
	}

	private static boolean isFresh(Entry entry, long now, long version) {
		long age = now - entry.nanos();
		return age < LIFE_NANOS || (age < QUIET_LIFE_NANOS && entry.version() == version);
	}

	private record Key(Form form, Seen seen) {

	}

	private record Entry(Shown shown, long nanos, long version) {

	}

}
