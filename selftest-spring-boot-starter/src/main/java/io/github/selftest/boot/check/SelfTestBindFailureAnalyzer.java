package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what to correct when a property below {@code selftest} has an unknown name or a
 * value of another type. Boot's analyzers would print the value of an unknown property,
 * which may be a password in the wrong place, and could not say which names exist.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SelfTestBindFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationPropertiesBindException> {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("selftest");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigurationPropertiesBindException cause) {
		BindException failure = findCause(cause, BindException.class);
		if (failure == null || !isOurs(failure.getName())) {
			return null;
		}
		PropertyShape shape = PropertyShape.of(cause.getBeanType(), cause.getAnnotation().prefix());
		UnboundConfigurationPropertiesException unknown = findCause(failure,
				UnboundConfigurationPropertiesException.class);
		return (unknown != null) ? unknown(unknown, shape) : ofOtherType(failure);
	}

	private static boolean isOurs(ConfigurationPropertyName name) {
		return OURS.equals(name) || OURS.isAncestorOf(name);
	}

	private static FailureAnalysis unknown(UnboundConfigurationPropertiesException cause, PropertyShape shape) {
		StringBuilder description = new StringBuilder("A property does not exist:");
		for (ConfigurationProperty property : cause.getUnboundProperties()) {
			description.append("%n%n    Property: %s%n%s    Expected: %s".formatted(property.getName(),
					origin(property.getOrigin()), shape.namesAround(property.getName())));
		}
		return new FailureAnalysis(description.toString(), "Correct the name of the property, or remove it.", cause);
	}

	private static @Nullable FailureAnalysis ofOtherType(BindException failure) {
		ConfigurationProperty property = failure.getProperty();
		if (property == null) {
			return null;
		}
		String description = "A property cannot be read:%n%n    Property: %s%n    Value: '%s'%n%s    Expected: %s"
			.formatted(property.getName(), shown(property), origin(property.getOrigin()),
					PropertyShape.expected(failure.getTarget().getType()));
		return new FailureAnalysis(description, "Correct the value of the property.", failure);
	}

	private static @Nullable Object shown(ConfigurationProperty property) {
		return Secrets.isSecretName(property.getName().toString()) ? Secrets.MASK : property.getValue();
	}

	private static String origin(@Nullable Origin origin) {
		return (origin != null) ? "    Origin: %s%n".formatted(origin) : "";
	}

}
