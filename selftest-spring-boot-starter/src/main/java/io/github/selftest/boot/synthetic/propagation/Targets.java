package io.github.selftest.boot.synthetic.propagation;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * The services that calls of a synthetic request are signed for. Only what is configured
 * decides, and nothing of a request.
 */
final class Targets {

	private static final int MAX_SIGNERS = 256;

	private final List<Target> targets;

	private final Map<String, SyntheticSigner> signers = new ConcurrentHashMap<>();

	Targets(List<Target> targets) {
		this.targets = List.copyOf(targets);
	}

	Optional<SyntheticSigner> signerFor(URI uri) {
		String host = uri.getHost();
		if (host == null) {
			return Optional.empty();
		}
		String name = host.toLowerCase(Locale.ROOT);
		int port = portOf(uri);
		return this.targets.stream()
			.filter((target) -> target.matches(name, port))
			.findFirst()
			.map((target) -> signer(target, target.audienceOf(name)));
	}

	private SyntheticSigner signer(Target target, String audience) {
		String key = target.keyId() + '\n' + audience;
		SyntheticSigner known = this.signers.get(key);
		if (known != null) {
			return known;
		}
		SyntheticSigner signer = new SyntheticSigner(target.keyId(), target.secret(), audience);
		if (this.signers.size() < MAX_SIGNERS) {
			this.signers.put(key, signer);
		}
		return signer;
	}

	private static int portOf(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
	}

	/**
	 * One entry of the configuration.
	 *
	 * @param host in lower case; starts with a dot if it is an ending
	 * @param port {@code -1} for each port
	 * @param audience {@code null} for the first part of the host
	 */
	record Target(String host, int port, @Nullable String audience, String keyId, String secret) {

		boolean matches(String host, int port) {
			boolean sameHost = this.host.startsWith(".") ? host.endsWith(this.host) : host.equals(this.host);
			return sameHost && (this.port < 0 || this.port == port);
		}

		String audienceOf(String host) {
			return (this.audience != null) ? this.audience : host.replaceFirst("\\..*", "");
		}

		@Override
		public String toString() {
			return "Target[host=%s, keyId=%s]".formatted(this.host, this.keyId);
		}

	}

}
