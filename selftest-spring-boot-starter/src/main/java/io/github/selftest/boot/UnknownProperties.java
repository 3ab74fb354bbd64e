package io.github.selftest.boot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Warns of properties below {@code selftest} that do not exist, as Spring Boot ignores
 * them in silence. No reason to refuse the start: a name may belong to a later version,
 * and anybody may set an environment variable. Of those, and of system properties, only
 * such are named that look misspelt: a service named {@code selftest} in the same
 * namespace of Kubernetes is told to all its neighbours as {@code SELFTEST_PORT}.
 */
final class UnknownProperties {

	private static final Logger logger = LoggerFactory.getLogger(UnknownProperties.class);

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of(KnownProperties.ROOT);

	private static final Set<String> OF_THE_MACHINE = Set.of(
			StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	private final ConfigurableEnvironment environment;

	private final ListableBeanFactory beans;

	private final Supplier<Optional<KnownProperties>> known;

	UnknownProperties(ConfigurableEnvironment environment, ListableBeanFactory beans) {
		this(environment, beans, KnownProperties::read);
	}

	UnknownProperties(ConfigurableEnvironment environment, ListableBeanFactory beans,
			Supplier<Optional<KnownProperties>> known) {
		this.environment = environment;
		this.beans = beans;
		this.known = known;
	}

	void warn() {
		try {
			Set<Seen> seen = seen();
			KnownProperties known = seen.isEmpty() ? null : this.known.get().orElse(null);
			if (known != null) {
				seen.forEach((property) -> warn(property, known));
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The names of the properties could not be looked at", ex);
		}
	}

	private void warn(Seen seen, KnownProperties known) {
		KnownProperties.Correction correction = known.correct(seen.elements(), seen.isJoined()).orElse(null);
		if (correction == null || (seen.ofTheMachine() && correction.nearest() == null)
				|| (seen.empty() && known.hasPrefix(seen.name())) || isBoundByOthers(seen, known)) {
			return;
		}
		logger.warn("The property '{}'{} does not exist and has no effect; {}", seen.name(), seen.origin(), correction);
	}

	private Set<Seen> seen() {
		Set<Seen> seen = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources
			.from(this.environment.getPropertySources())) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(OURS::isAncestorOf).map((name) -> Seen.of(name, iterable)).forEach(seen::add);
			}
		}
		return seen;
	}

	private boolean isBoundByOthers(Seen seen, KnownProperties known) {
		for (String bean : this.beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
			ConfigurationProperties properties = this.beans.findAnnotationOnBean(bean, ConfigurationProperties.class,
					false);
			String prefix = (properties != null) ? properties.prefix() : "";
			if (!known.hasPrefix(prefix) && prefix.startsWith(KnownProperties.ROOT + ".")
					&& (seen.name() + ".").startsWith(prefix + ".")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A property that somebody has set. Its value may be a secret and is left where it
	 * is.
	 *
	 * @param name its name
	 * @param elements what the name consists of, below our prefix
	 * @param source the name of its source
	 * @param origin where it is set, as part of a sentence
	 * @param empty whether it has no value, as the head of a section in YAML of which all
	 * the rest is commented out
	 */
	private record Seen(String name, List<String> elements, String source, String origin, boolean empty) {

		static Seen of(ConfigurationPropertyName name, ConfigurationPropertySource source) {
			List<String> elements = new ArrayList<>();
			for (int i = OURS.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
				elements.add(name.getElement(i, Form.ORIGINAL));
			}
			String sourceName = (source.getUnderlyingSource() instanceof PropertySource<?> underlying)
					? underlying.getName() : "";
			ConfigurationProperty property = source.getConfigurationProperty(name);
			Origin origin = (property != null) ? property.getOrigin() : null;
			return new Seen(name.toString(), elements, sourceName, (origin != null) ? " (" + origin + ")" : "",
					property != null && "".equals(String.valueOf(property.getValue())));
		}

		boolean ofTheMachine() {
			return OF_THE_MACHINE.contains(this.source);
		}

		boolean isJoined() {
			return this.source.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		}

	}

}
