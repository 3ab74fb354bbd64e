package io.github.selftest.boot.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.core.io.ResourceLoader;

import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

/**
 * Makes the targets from the configuration. A mistake in one of them fails the start.
 */
final class Targets {

	private final Engine engine;

	private final Sender sender;

	private final Transport transport;

	private final ResourceLoader resources;

	Targets(Engine engine, Sender sender, Transport transport, ResourceLoader resources) {
		this.engine = engine;
		this.sender = sender;
		this.transport = transport;
		this.resources = resources;
	}

	List<Target> of(Map<String, NotifyProperties.Webhook> webhooks) {
		Map<String, NotifyProperties.Webhook> sorted = new TreeMap<>(webhooks);
		return sorted.entrySet().stream().map((entry) -> target(entry.getKey(), entry.getValue())).toList();
	}

	private Target target(String name, NotifyProperties.Webhook properties) {
		String property = NotifyProperties.PREFIX + ".webhooks." + name;
		KnownGroups.require(this.engine, property + ".groups", properties.groups());
		Webhook webhook = Webhook.of(property, properties, body(name, property, properties), this.transport,
				this.engine.clock());
		Backoff backoff = new Backoff(properties.retry().firstDelay(), properties.retry().maxDelay(),
				() -> ThreadLocalRandom.current().nextDouble());
		Courier courier = new Courier(name, this.engine.clock(), backoff, webhook, new Details(this.engine),
				new AlertQueue(properties.queueCapacity()),
				new AlertBook(properties.states(), properties.sendResolved(), properties.reminder()));
		return new Target(name, this.engine, properties.groups(), properties.checks(), webhook, courier);
	}

	private Body body(String name, String property, NotifyProperties.Webhook properties) {
		JsonBody json = new JsonBody(name, this.sender);
		String template = properties.template();
		if (template != null) {
			String text = TemplateBody.read(property + ".template", this.resources.getResource(template),
					json.fields(sample()).keySet());
			return new TemplateBody(text, json);
		}
		Format format = (properties.format() != null) ? properties.format() : Format.SLACK;
		return switch (format) {
			case SLACK -> new SlackBody(this.sender);
			case JSON -> json;
			case ALERTMANAGER -> new AlertmanagerBody(this.sender, properties.reminder());
		};
	}

	private static Alert sample() {
		return new Alert("", AlertType.TEST, new About(Subject.CHECK, ""), Status.PASS, null, "", Instant.EPOCH,
				Instant.EPOCH, Detail.of(""), 0);
	}

}
