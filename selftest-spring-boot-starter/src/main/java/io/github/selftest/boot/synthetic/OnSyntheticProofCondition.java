package io.github.selftest.boot.synthetic;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;

/**
 * Matches when there is a key, a token or an authenticator.
 */
final class OnSyntheticProofCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final Bindable<List<Map<String, Object>>> ENTRIES = Bindable.of(ResolvableType
		.forClassWithGenerics(List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Proof of synthetic requests");
		if (isConfigured(context.getEnvironment())) {
			return ConditionOutcome.match(message.because("a key or token is configured"));
		}
		String[] beans = Objects.requireNonNull(context.getBeanFactory())
			.getBeanNamesForType(SyntheticAuthenticator.class, true, false);
		return (beans.length > 0) ? ConditionOutcome.match(message.because("there is an authenticator"))
				: ConditionOutcome.noMatch(message.because("there is no key, token or authenticator"));
	}

	static boolean isConfigured(Environment environment) {
		Binder binder = Binder.get(environment);
		return has(binder, "keys") || has(binder, "tokens");
	}

	private static boolean has(Binder binder, String name) {
		List<Map<String, Object>> entries = binder.bind(SyntheticProperties.PREFIX + "." + name, ENTRIES).orElse(null);
		return entries != null && !entries.isEmpty();
	}

}
