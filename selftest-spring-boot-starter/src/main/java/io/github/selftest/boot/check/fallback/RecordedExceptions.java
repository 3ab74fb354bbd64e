package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The exceptions that the configuration of a breaker names. What is set up by code is not
 * seen.
 *
 * @param recorded those to record
 * @param ignored those to ignore
 */
record RecordedExceptions(List<Class<?>> recorded, List<Class<?>> ignored) {

	static RecordedExceptions of(Environment environment, String breaker) {
		Binder binder = Binder.get(environment);
		List<String> places = new ArrayList<>();
		places.add(Protection.CIRCUIT_BREAKER.instancesProperty() + "." + dashed(breaker));
		String base = baseConfig(environment, breaker);
		places.add(Protection.CIRCUIT_BREAKER.configsProperty() + "." + ((base != null) ? dashed(base) : "default"));
		return new RecordedExceptions(classes(binder, places, "record-exceptions"),
				classes(binder, places, "ignore-exceptions"));
	}

	static @Nullable String baseConfig(Environment environment, String breaker) {
		return Binder.get(environment)
			.bind(Protection.CIRCUIT_BREAKER.instancesProperty() + "." + dashed(breaker) + ".base-config", String.class)
			.orElse(null);
	}

	/**
	 * Return whether an exception is recorded and not ignored.
	 * @return {@code false} also when none is named
	 */
	boolean isAnyLeft() {
		return this.recorded.stream()
			.anyMatch((exception) -> this.ignored.stream().noneMatch((other) -> other.isAssignableFrom(exception)));
	}

	private static List<Class<?>> classes(Binder binder, List<String> places, String property) {
		for (String place : places) {
			BindResult<List<String>> names = binder.bind(place + "." + property, Bindable.listOf(String.class));
			if (names.isBound()) {
				return classes(names.get());
			}
		}
		return List.of();
	}

	private static List<Class<?>> classes(List<String> names) {
		List<Class<?>> classes = new ArrayList<>();
		for (String name : names) {
			if (ClassUtils.isPresent(name, null)) {
				classes.add(ClassUtils.resolveClassName(name, null));
			}
		}
		return classes;
	}

	private static String dashed(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-.]", "");
	}

}
