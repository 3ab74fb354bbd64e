package io.github.selftest.boot.synthetic.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Reads the targets from the configuration, each with the secret of its key. A mistake
 * ends the start: a call that nobody signs would count as a user's.
 */
final class TargetsReader {

	private static final String KEYS = "selftest.synthetic.keys";

	private static final Pattern HOST = Pattern
		.compile("(?<host>\\.?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::(?<port>\\d{1,5}))?");

	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

	private final Map<String, String> secrets;

	private TargetsReader(Map<String, String> secrets) {
		this.secrets = secrets;
	}

	static Targets read(PropagationProperties properties, Environment environment) {
		Map<String, String> secrets = Binder.get(environment)
			.bind(KEYS, Bindable.listOf(Key.class))
			.orElseGet(List::of)
			.stream()
			.collect(Collectors.toMap(Key::id, Key::secret, (first, second) -> first));
		return new TargetsReader(secrets).read(properties.targets());
	}

	private Targets read(List<PropagationProperties.Target> configured) {
		List<Targets.Target> targets = new ArrayList<>();
		for (int i = 0; i < configured.size(); i++) {
			targets.add(read("selftest.synthetic.propagation.targets[" + i + "]", configured.get(i)));
		}
		return new Targets(targets);
	}

	private Targets.Target read(String name, PropagationProperties.Target target) {
		Matcher host = HOST.matcher(target.host().toLowerCase(Locale.ROOT));
		if (!host.matches() || isSingleLabelEnding(host.group("host"))) {
			throw new InvalidConfigurationPropertyValueException(name + ".host", target.host(),
					"Expected a host such as 'orders' or 'orders:8080', or the end of one such as '.shop.svc.cluster.local'.");
		}
		if (target.audience() == null && ADDRESS.matcher(host.group("host")).matches()) {
			throw new InvalidConfigurationPropertyValueException(name + ".audience", null,
					"An address does not tell the name of the service: give the audience.");
		}
		String secret = this.secrets.get(target.keyId());
		if (secret == null) {
			throw new InvalidConfigurationPropertyValueException(name + ".key-id", target.keyId(),
					"Expected the id of one of '" + KEYS + "'.");
		}
		String port = host.group("port");
		return new Targets.Target(host.group("host"), (port != null) ? Integer.parseInt(port) : -1, target.audience(),
				target.keyId(), secret);
	}

	// all of '.com' is no service of ours
	private static boolean isSingleLabelEnding(String host) {
		return host.startsWith(".") && host.indexOf('.', 1) < 0;
	}

	/**
	 * What is needed of a key.
	 */
	record Key(String id, String secret) {

	}

}
