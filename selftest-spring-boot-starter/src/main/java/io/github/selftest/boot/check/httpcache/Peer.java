package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Another instance of the service, named by the configuration and by nothing else: a
 * replica, the stable one beside a canary, or staging. It is asked with one plain GET.
 */
final class Peer {

	private static final Logger logger = LoggerFactory.getLogger(Peer.class);

	private static final String PROPERTY = "selftest.check.http-cache.peer.url";

	private static final int BUFFER = 8192;

	private final String url;

	private final Duration timeout;

	private final long maxBody;

	private @Nullable HttpClient client;

	private Peer(String url, ProbeSettings settings) {
		this.url = url;
		this.timeout = settings.timeout();
		this.maxBody = settings.maxBody().toBytes();
	}

	static Optional<Peer> of(@Nullable String url, ProbeSettings settings) {
		if (url == null) {
			return Optional.empty();
		}
		if (!isHttp(url)) {
			throw new SelfTestConfigurationException(PROPERTY, "a text that is not shown, as it may hold a password",
					"an absolute URL of http or https without user, query and fragment",
					"Write a URL such as 'https://staging.example.org/shop'.");
		}
		return Optional.of(new Peer(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, settings));
	}

	/**
	 * Compare what a resource is recognised by.
	 * @param resource the resource
	 * @param own what it is recognised by here
	 * @param remaining the time that is left
	 * @return what is to be said
	 */
	List<Finding> compare(Resource resource, Fingerprint own, Duration remaining) {
		try {
			Duration limit = (remaining.compareTo(this.timeout) < 0) ? remaining : this.timeout;
			HttpResponse<InputStream> answer = client().send(request(resource, limit), BodyHandlers.ofInputStream());
			if (answer.statusCode() != 200) {
				answer.body().close();
				return List.of(unclear(resource, "status " + answer.statusCode()));
			}
			return compare(resource, own, fingerprint(answer));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while waiting for the peer");
		}
		catch (IOException ex) {
			logger.debug("The peer gave no answer", ex);
			return List.of(unclear(resource, "no answer"));
		}
	}

	private static List<Finding> compare(Resource resource, Fingerprint own, Fingerprint other) {
		List<Finding> findings = new ArrayList<>();
		findings.add(judged(ProbeCode.FLEET_POLICY, own.policy().equals(other.policy()),
				"'%s': the policy and that of the peer".formatted(resource.path()), own.policy(), other.policy()));
		if (own.body().isPresent() && other.body().isPresent()) {
			boolean isSame = own.body().equals(other.body());
			boolean isSameTag = own.etag().equals(other.etag());
			boolean isSameDate = own.lastModified().equals(other.lastModified());
			boolean isConsistent = isSame ? isSameTag && isSameDate : !tells(own, other);
			findings.add(judged(
					ProbeCode.FLEET_ETAG, isConsistent, "'%s': the validators of %s content here and at the peer"
						.formatted(resource.path(), isSame ? "the same" : "different"),
					validators(own), validators(other)));
		}
		return findings;
	}

	// the same validator for different content
	private static boolean tells(Fingerprint own, Fingerprint other) {
		if (own.etag().isPresent() || other.etag().isPresent()) {
			return own.etag().equals(other.etag());
		}
		return own.lastModified().isPresent() && own.lastModified().equals(other.lastModified());
	}

	private static Finding judged(ProbeCode code, boolean isWell, String message, String own, String other) {
		return code.finding(isWell ? Status.PASS : code.status(), message, own, "at the peer: " + other);
	}

	private static String validators(Fingerprint fingerprint) {
		return "etag %s, last-modified %s".formatted(fingerprint.etag().orElse("none"),
				fingerprint.lastModified().orElse("none"));
	}

	private static Finding unclear(Resource resource, String seen) {
		return ProbeCode.PEER_UNCLEAR.finding("'%s': the peer cannot be compared with".formatted(resource.path()), seen,
				200);
	}

	private HttpRequest request(Resource resource, Duration limit) {
		return HttpRequest.newBuilder(URI.create(this.url + resource.path()))
			.timeout(limit)
			.header("User-Agent", "SyntheticMonitor/1.0")
			.header("X-Synthetic-Request", "true")
			.GET()
			.build();
	}

	private Fingerprint fingerprint(HttpResponse<InputStream> answer) throws IOException {
		List<FieldLine> lines = new ArrayList<>();
		answer.headers()
			.map()
			.forEach((name, values) -> values.forEach((value) -> lines.add(new FieldLine(name, value))));
		Fields fields = new Fields(lines);
		BodyCollector collector = BodyCollector.of(fields);
		try (InputStream in = answer.body()) {
			return Fingerprint.of(fields, collector.body(readAll(in, collector)));
		}
	}

	private boolean readAll(InputStream in, BodyCollector collector) throws IOException {
		byte[] buffer = new byte[BUFFER];
		long total = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			total += read;
			if (total > this.maxBody) {
				return false;
			}
			collector.add(buffer, 0, read);
		}
		return true;
	}

	private synchronized HttpClient client() {
		if (this.client == null) {
			this.client = HttpClient.newBuilder()
				.connectTimeout(this.timeout)
				.followRedirects(HttpClient.Redirect.NEVER)
				.version(HttpClient.Version.HTTP_1_1)
				.build();
		}
		return this.client;
	}

	private static boolean isHttp(String url) {
		try {
			URI uri = URI.create(url);
			boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			return isHttp && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
					&& uri.getFragment() == null;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
