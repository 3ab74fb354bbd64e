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
import org.springframework.core.convert.ConversionException;

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
		UnboundConfigurationPropertiesException unknown = findCause(failure,
				UnboundConfigurationPropertiesException.class);
		if (unknown != null) {
			return unknown(unknown, PropertyShape.of(cause.getBeanType(), cause.getAnnotation().prefix()));
		}
		return (failure.getCause() instanceof ConversionException) ? ofOtherType(failure) : null;
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

	private static FailureAnalysis ofOtherType(BindException failure) {
		ConfigurationProperty property = failure.getProperty();
		String description = "A property cannot be read:%n%n    Property: %s%n%s    Expected: %s".formatted(
				failure.getName(), (property != null) ? value(property) : "",
				PropertyShape.expected(failure.getTarget().getType()));
		return new FailureAnalysis(description, "Correct the value of the property.", failure);
	}

	private static String value(ConfigurationProperty property) {
		boolean isSecret = Secrets.isSecretName(property.getName().toString());
		return "    Value: '%s'%n%s".formatted(isSecret ? Secrets.MASK : property.getValue(),
				origin(property.getOrigin()));
	}

	private static String origin(@Nullable Origin origin) {
		return (origin != null) ? "    Origin: %s%n".formatted(origin) : "";
	}

}
