package io.github.selftest.boot.synthetic;

import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;

/**
 * The condition of {@link ConditionalOnSyntheticTraffic}.
 */
final class OnSyntheticTrafficCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final List<String> SWITCHES = List.of("selftest.enabled", SyntheticProperties.PREFIX + ".enabled");

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSyntheticTraffic.class);
		for (String property : SWITCHES) {
			if (!context.getEnvironment().getProperty(property, Boolean.class, true)) {
				return ConditionOutcome.noMatch(message.because("'" + property + "' is false"));
			}
		}
		if (isConfigured(context.getEnvironment())) {
			return ConditionOutcome.match(message.because("a key or token is configured"));
		}
		String[] beans = Objects.requireNonNull(context.getBeanFactory())
			.getBeanNamesForType(SyntheticAuthenticator.class, true, false);
		return (beans.length > 0) ? ConditionOutcome.match(message.because("there is an authenticator"))
				: ConditionOutcome.noMatch(message.because("there is no key, token or authenticator"));
	}

	static boolean isConfigured(Environment environment) {
		return hasAny(environment, "keys") || hasAny(environment, "tokens");
	}

	// not bound, so that a mistake in an entry is told by those who bind it
	private static boolean hasAny(Environment environment, String list) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(SyntheticProperties.PREFIX + "." + list);
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.anyMatch((source) -> source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
	}

}
