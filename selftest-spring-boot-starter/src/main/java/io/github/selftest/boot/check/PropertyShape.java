package io.github.selftest.boot.check;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * Which properties a record of properties has, to tell those who wrote another one.
 *
 * @param root the record
 * @param prefix where it is bound
 */
record PropertyShape(Class<?> root, ConfigurationPropertyName prefix) {

	static PropertyShape of(Class<?> root, String prefix) {
		return new PropertyShape(root, ConfigurationPropertyName.of(prefix));
	}

	/**
	 * Return which names exist where an unknown one was found.
	 * @param unknown the unknown property
	 * @return the names as part of a sentence
	 */
	String namesAround(ConfigurationPropertyName unknown) {
		ResolvableType type = ResolvableType.forClass(this.root);
		for (int i = this.prefix.getNumberOfElements(); i < unknown.getNumberOfElements(); i++) {
			ResolvableType next = below(type, unknown, i);
			if (next == null) {
				return namesIn(type);
			}
			type = next;
		}
		return expected(type);
	}

	/**
	 * Return what may be written for a type.
	 * @param type the type
	 * @return the values as part of a sentence
	 */
	static String expected(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (Collection.class.isAssignableFrom(raw)) {
			return expected(type.asCollection().getGeneric()) + ", or several";
		}
		if (raw.isEnum()) {
			return "one of " + Arrays.stream(raw.getEnumConstants())
				.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(", "));
		}
		return raw.isRecord() ? namesIn(type) : expected(raw);
	}

	private static String expected(Class<?> type) {
		if (type == Duration.class) {
			return "a duration such as 500ms, 30s or 2m";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "true or false";
		}
		boolean isNumber = Number.class.isAssignableFrom(type) || type.isPrimitive();
		return isNumber ? "a whole number" : "a value of type " + type.getSimpleName();
	}

	private static String namesIn(ResolvableType type) {
		RecordComponent[] components = type.resolve(Object.class).getRecordComponents();
		if (components == null) {
			return "a single value";
		}
		return "one of " + Arrays.stream(components).map(PropertyShape::nameOf).collect(Collectors.joining(", "));
	}

	private static @Nullable ResolvableType below(ResolvableType type, ConfigurationPropertyName name, int index) {
		Class<?> raw = type.resolve(Object.class);
		if (Map.class.isAssignableFrom(raw)) {
			return type.asMap().getGeneric(1);
		}
		if (!raw.isRecord()) {
			return null;
		}
		return Arrays.stream(raw.getRecordComponents())
			.filter((component) -> isNamed(component, name.getElement(index, Form.UNIFORM)))
			.map((component) -> ResolvableType.forMethodReturnType(component.getAccessor()))
			.findFirst()
			.orElse(null);
	}

	private static boolean isNamed(RecordComponent component, String uniformName) {
		return component.getName().toLowerCase(Locale.ROOT).equals(uniformName);
	}

	private static String nameOf(RecordComponent component) {
		return Objects.requireNonNull(DataObjectPropertyName.toDashedForm(component.getName()));
	}

}
