package io.github.selftest.boot.check.pool.saturation;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Reads getters by name, so that one class can look at the pools of several libraries of
 * which a service has one.
 */
final class Getters {

	private Getters() {
	}

	/**
	 * Read what is behind a path of getters.
	 * @param object where the path begins
	 * @param path names of properties, with dots between
	 * @return the value, or {@code null} if there is none, or no such getter
	 */
	static @Nullable Object read(Object object, String path) {
		try {
			return PropertyAccessorFactory.forBeanPropertyAccess(object).getPropertyValue(path);
		}
		catch (BeansException ex) {
			return null;
		}
	}

	/**
	 * Call a public method that takes nothing and is no getter by its name.
	 * @param object whose method
	 * @param method its name
	 * @return what it returns, or {@code null} if there is no such method
	 */
	static @Nullable Object call(Object object, String method) {
		Method found = ReflectionUtils.findMethod(object.getClass(), method);
		if (found == null || !found.trySetAccessible()) {
			return null;
		}
		return ReflectionUtils.invokeMethod(found, object);
	}

	static @Nullable Long number(Object object, String path) {
		return (read(object, path) instanceof Number number) ? number.longValue() : null;
	}

	/**
	 * Return how a pool is used.
	 * @param active how many are in use
	 * @param max how many there may be
	 * @param waiting how many wait for one
	 * @return the usage, or {@code null} if the pool does not tell or has no bound
	 */
	static @Nullable Usage usage(@Nullable Long active, @Nullable Long max, @Nullable Long waiting) {
		if (active == null || max == null || max <= 0) {
			return null;
		}
		return new Usage(active, max, waiting, null);
	}

}
