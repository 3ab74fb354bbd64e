package io.github.selftest.boot.rollout.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds its way through what was read from YAML, where anything may be missing or of
 * another type.
 */
final class Yaml {

	private Yaml() {
	}

	/**
	 * Return what is found on a path of keys.
	 * @param value where to start
	 * @param keys the keys
	 * @return the value, or {@code null} if there is none
	 */
	static @Nullable Object at(@Nullable Object value, String... keys) {
		Object found = value;
		for (String key : keys) {
			found = (found instanceof Map<?, ?> map) ? map.get(key) : null;
		}
		return found;
	}

	static Optional<String> text(@Nullable Object value, String... keys) {
		return Optional.ofNullable(at(value, keys))
			.filter((found) -> !(found instanceof Map) && !(found instanceof List))
			.map(Object::toString);
	}

	static List<?> list(@Nullable Object value, String... keys) {
		return (at(value, keys) instanceof List<?> list) ? list : List.of();
	}

}
