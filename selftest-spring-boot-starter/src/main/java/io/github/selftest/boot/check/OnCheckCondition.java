package io.github.selftest.boot.check;

import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The condition of {@link ConditionalOnCheck}.
 */
final class OnCheckCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String kind = kind(metadata);
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnCheck.class, kind);
		for (String property : new String[] { "selftest.enabled", "selftest.check." + kind + ".enabled" }) {
			if (isOff(context.getEnvironment(), property)) {
				return ConditionOutcome.noMatch(message.because("'" + property + "' is false"));
			}
		}
		return ConditionOutcome.match(message.because("it is not switched off"));
	}

	private static String kind(AnnotatedTypeMetadata metadata) {
		Map<String, ?> attributes = Objects
			.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnCheck.class.getName()));
		return (String) Objects.requireNonNull(attributes.get("value"));
	}

	private static boolean isOff(Environment environment, String property) {
		return !environment.getProperty(property, Boolean.class, true);
	}

}
