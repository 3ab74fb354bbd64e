package io.github.selftest.boot.synthetic.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Gives meters of synthetic observations a name of their own. It looks at nothing but the
 * id, as registries remember what became of one. The tag is ours alone: a meter of the
 * service may well have a tag {@code synthetic}, and stays where it is.
 */
final class MovedMeters {

	static final String TAG = "selftest.synthetic";

	static final String VALUE = "true";

	static final String PREFIX = "synthetic.";

	// only what was moved is ours: a service may have meters named so itself
	private final Set<String> names = ConcurrentHashMap.newKeySet();

	Meter.Id move(Meter.Id id) {
		if (id.getTag(TAG) == null) {
			return id;
		}
		String name = PREFIX + id.getName();
		this.names.add(name);
		return id.replaceTags(id.getTags().stream().filter(MovedMeters::isNotOurs).toList()).withName(name);
	}

	/**
	 * Return a filter that does nothing but move.
	 */
	MeterFilter filter() {
		return new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				return move(id);
			}
		};
	}

	boolean contains(Meter.Id id) {
		return this.names.contains(id.getName());
	}

	static Meter.Id asOfUsers(Meter.Id moved) {
		return moved.withName(moved.getName().substring(PREFIX.length()));
	}

	private static boolean isNotOurs(Tag tag) {
		return !tag.getKey().equals(TAG);
	}

}
