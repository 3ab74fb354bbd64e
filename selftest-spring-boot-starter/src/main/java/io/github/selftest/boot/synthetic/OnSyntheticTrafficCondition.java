package io.github.selftest.boot.synthetic;

import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition of {@link ConditionalOnSyntheticTraffic}.
 */
final class OnSyntheticTrafficCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSyntheticTraffic.class);
		Environment environment = context.getEnvironment();
		for (String property : new String[] { "selftest.enabled", "selftest.synthetic.enabled" }) {
			if (!environment.getProperty(property, Boolean.class, true)) {
				return ConditionOutcome.noMatch(message.because("'" + property + "' is false"));
			}
		}
		if (hasAny(environment, "selftest.synthetic.keys") || hasAny(environment, "selftest.synthetic.tokens")) {
			return ConditionOutcome.match(message.because("a key or a token is configured"));
		}
		return ConditionOutcome.noMatch(
				message.because("neither 'selftest.synthetic.keys' nor 'selftest.synthetic.tokens' is configured"));
	}

	private static boolean hasAny(Environment environment, String list) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(list);
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.anyMatch((source) -> source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
	}

}
