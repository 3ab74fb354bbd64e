package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.selftest.boot.endpoint.EndpointView.Form;
import io.github.selftest.boot.endpoint.EndpointView.Seen;
import io.github.selftest.boot.endpoint.EndpointView.Shown;
import io.github.selftest.boot.engine.EngineClock;

/**
 * What was shown in the last half a second. Safe for use by several threads; two that
 * come at the same time may both write.
 */
final class RecentlyShown {

	private static final long LIFE_NANOS = Duration.ofMillis(500).toNanos();

	private static final int MAX = 16;

	private final EngineClock clock;

	private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

	RecentlyShown(EngineClock clock) {
		this.clock = clock;
	}

	Shown get(Form form, Seen seen, Supplier<Shown> write) {
		long now = this.clock.nanoTime();
		Key key = new Key(form, seen);
		Entry entry = this.entries.get(key);
		if (entry == null || now - entry.nanos() >= LIFE_NANOS) {
			entry = new Entry(write.get(), now);
			keep(key, entry, now);
		}
		return entry.shown();
	}

	/*
	 * A page of many checks is large: what is old is let go, also when nobody asks again
	 * for the same one.
	 */
	private void keep(Key key, Entry entry, long now) {
		this.entries.values().removeIf((other) -> now - other.nanos() >= LIFE_NANOS);
		if (this.entries.size() < MAX) {
			this.entries.put(key, entry);
		}
	}

	private record Key(Form form, Seen seen) {

	}

	private record Entry(Shown shown, long nanos) {

	}

}
