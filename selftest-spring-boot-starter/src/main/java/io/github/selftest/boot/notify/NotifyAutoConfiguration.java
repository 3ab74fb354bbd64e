package io.github.selftest.boot.notify;

import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.github.selftest.api.Check;
import io.github.selftest.boot.engine.Engine;

/**
 * Auto-configuration for alerts and heartbeats. In force when a target is configured.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.selftest.boot.SelfTestAutoConfiguration",
		"org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration" })
@Conditional(OnNotifyTargetCondition.class)
@ConditionalOnBean(Engine.class)
@EnableConfigurationProperties(NotifyProperties.class)
public final class NotifyAutoConfiguration {

	@Bean
	Transport selfTestAlertTransport(NotifyProperties properties, Engine selfTestEngine,
			ObjectProvider<SslBundles> bundles) {
		SSLContext tls = tls(properties.sslBundle(), bundles);
		return new Transport(selfTestEngine.clock(), properties.connectTimeout(), () -> tls);
	}

	@Bean
	Alerts selfTestAlerts(NotifyProperties properties, Engine selfTestEngine, Transport selfTestAlertTransport,
			Environment environment, ResourceLoader resources) {
		List<Target> targets = new Targets(selfTestEngine, Sender.of(environment, properties.link()),
				selfTestAlertTransport, resources)
			.of(properties.webhooks());
		return new Alerts(targets, selfTestAlertTransport, selfTestEngine.clock(), properties.flushTimeout());
	}

	@Bean
	@ConditionalOnProperty("selftest.notify.heartbeat.url")
	DeadManSwitch selfTestHeartbeat(NotifyProperties properties, Engine selfTestEngine,
			Transport selfTestAlertTransport) {
		return new DeadManSwitch(selfTestEngine, properties.heartbeat(), selfTestAlertTransport);
	}

	@Bean
	NotifyChecks selfTestNotifyChecks(NotifyProperties properties, Alerts selfTestAlerts,
			ObjectProvider<DeadManSwitch> heartbeat) {
		List<Check> checks = new ArrayList<>();
		for (Target target : selfTestAlerts.targets()) {
			checks.add(new DeliveryCheck(target));
			NotifyProperties.Webhook webhook = properties.webhooks().get(target.name());
			checks.add(new TestAlertCheck(target, (webhook != null) ? webhook.testInterval() : null));
		}
		heartbeat.ifAvailable((bean) -> checks.add(new HeartbeatCheck(bean)));
		return new NotifyChecks(checks);
	}

	private static @Nullable SSLContext tls(@Nullable String bundle, ObjectProvider<SslBundles> bundles) {
		if (bundle == null) {
			return null;
		}
		try {
			return bundles.getObject().getBundle(bundle).createSslContext();
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidNotifyException(NotifyProperties.PREFIX + ".ssl-bundle", "'" + bundle + "'",
					"the name of an SSL bundle", "Define it below 'spring.ssl.bundle', or correct the name.");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class WithMicrometer {

		@Bean
		AlertMeters selfTestAlertMeters(Alerts selfTestAlerts) {
			return new AlertMeters(selfTestAlerts.targets());
		}

	}

}
