package io.github.selftest.boot.check.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The properties of the service as they are now, in any of their spellings.
 */
final class Settings {

	private final Environment environment;

	Settings(Environment environment) {
		this.environment = environment;
	}

	boolean isTrue(String name) {
		return Boolean.TRUE.equals(get(name, Boolean.class));
	}

	boolean isFalse(String name) {
		return Boolean.FALSE.equals(get(name, Boolean.class));
	}

	/**
	 * Return a text in small letters.
	 * @param name the name of the property
	 * @return the text; empty if it is not set
	 */
	String text(String name) {
		return Optional.ofNullable(get(name, String.class)).orElse("").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return a list of texts in small letters.
	 * @param name the name of the property
	 * @return the texts; none if it is not set
	 */
	List<String> texts(String name) {
		List<String> texts = binder().bind(name, Bindable.listOf(String.class)).orElse(null);
		return (texts != null) ? texts.stream().map((text) -> text.toLowerCase(Locale.ROOT)).toList() : List.of();
	}

	boolean isSet(String name) {
		return binder().bind(name, String.class).isBound();
	}

	boolean isAnySetBelow(String name) {
		return binder().bind(name, Bindable.mapOf(String.class, Object.class)).isBound();
	}

	<T> @Nullable T get(String name, Class<T> type) {
		return binder().bind(name, type).orElse(null);
	}

	private Binder binder() {
		return Binder.get(this.environment);
	}

}
