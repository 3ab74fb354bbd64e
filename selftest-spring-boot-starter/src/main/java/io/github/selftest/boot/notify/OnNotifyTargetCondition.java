package io.github.selftest.boot.notify;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a target of alerts or a heartbeat is configured.
 */
final class OnNotifyTargetCondition extends SpringBootCondition {

	private static final Bindable<Map<String, Object>> TARGETS = Bindable.mapOf(String.class, Object.class);

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Target of alerts");
		Environment environment = context.getEnvironment();
		if (!environment.getProperty("selftest.notify.enabled", Boolean.class, true)) {
			return ConditionOutcome.noMatch(message.because("'selftest.notify.enabled' is false"));
		}
		boolean webhooks = Binder.get(environment).bind("selftest.notify.webhooks", TARGETS).isBound();
		boolean heartbeat = environment.getProperty("selftest.notify.heartbeat.url") != null;
		return (webhooks || heartbeat) ? ConditionOutcome.match(message.because("one is configured"))
				: ConditionOutcome.noMatch(message.because("none is configured"));
	}

}
