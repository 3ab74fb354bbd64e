package io.github.selftest.boot.check.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * No password that is in force is written in a configuration file on the class path,
 * where it is in every copy of the package. One that is overridden from outside is not in
 * force.
 */
final class SecretsInJar implements SettingRule {

	private static final int MAX_NAMES = 5;

	private static final Pattern SECRET_NAME = Pattern
		.compile(".*(password|passwd|pwd|passphrase|secret|secretkey|apikey|accesskey|credentials?|token)");

	/** Placeholders, encrypted and hashed values, and flags. */
	private static final Pattern NO_SECRET = Pattern.compile("\\s*|.*\\$\\{.*|true|false|ENC\\(.*|\\{(?!noop})[^}]*}.*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	private final ConfigurableEnvironment environment;

	SecretsInJar(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public SecurityRule rule() {
		return SecurityRule.SECRETS_IN_JAR;
	}

	@Override
	public void look(RuleReport report) {
		List<String> names = namesOfSecrets();
		if (names.isEmpty()) {
			report.kept(rule(), "No configuration file on the class path has a secret that is in force");
			return;
		}
		String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
		report.broken(rule(), "Secrets are written in configuration files on the class path",
				"%d: %s%s".formatted(names.size(), shown, (names.size() > MAX_NAMES) ? ", ..." : ""),
				"none, as the files are in each copy of the package");
	}

	private List<String> namesOfSecrets() {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		ConfigurationPropertySources.from(this.environment.getPropertySources()).forEach(sources::add);
		TreeSet<ConfigurationPropertyName> names = new TreeSet<>();
		sources.stream()
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.forEach((source) -> source.stream().filter(SecretsInJar::isNameOfSecret).forEach(names::add));
		return names.stream().filter((name) -> isSecret(inForce(sources, name))).map(Object::toString).toList();
	}

	private static boolean isNameOfSecret(ConfigurationPropertyName name) {
		return !name.isEmpty()
				&& SECRET_NAME.matcher(name.getLastElement(ConfigurationPropertyName.Form.UNIFORM)).matches();
	}

	private static @Nullable ConfigurationProperty inForce(List<ConfigurationPropertySource> sources,
			ConfigurationPropertyName name) {
		return sources.stream()
			.map((source) -> source.getConfigurationProperty(name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static boolean isSecret(@Nullable ConfigurationProperty property) {
		return property != null && isOnClassPath(property.getOrigin())
				&& !NO_SECRET.matcher(property.getValue().toString()).matches();
	}

	private static boolean isOnClassPath(@Nullable Origin origin) {
		Origin place = (origin instanceof PropertySourceOrigin ofSource) ? ofSource.getOrigin() : origin;
		return place instanceof TextResourceOrigin text && text.getResource() != null
				&& isOnClassPath(text.getResource());
	}

	private static boolean isOnClassPath(Resource resource) {
		return (resource instanceof OriginTrackedResource tracked) ? isOnClassPath(tracked.getResource())
				: resource instanceof ClassPathResource;
	}

}
