package io.github.selftest.boot.synthetic;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Requires that each property of a key and a token exists. A scope with a misspelt name
 * would else be one that is not there. The names beside keys and tokens belong to several
 * records, and are looked at where all those of the service are.
 */
final class StrictEntries {

	private StrictEntries() {
	}

	static void require(Environment environment) {
		Binder binder = Binder.get(environment);
		require(binder, SyntheticProperties.PREFIX + ".keys", SyntheticProperties.Key.class);
		require(binder, SyntheticProperties.PREFIX + ".tokens", SyntheticProperties.Token.class);
	}

	private static void require(Binder binder, String name, Class<? extends Record> type) {
		try {
			binder.bind(name, Bindable.listOf(type),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
		}
		catch (BindException ex) {
			if (ex.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
				ConfigurationProperty first = unknown.getUnboundProperties().iterator().next();
				throw new InvalidSyntheticException(first.getName().toString(), "a property that does not exist",
						"one of " + names(type), "Correct the name of the property, or remove it.", ex);
			}
			throw ex;
		}
	}

	private static String names(Class<? extends Record> type) {
		return Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.map((name) -> Objects.requireNonNull(DataObjectPropertyName.toDashedForm(name)))
			.collect(Collectors.joining(", "));
	}

}
