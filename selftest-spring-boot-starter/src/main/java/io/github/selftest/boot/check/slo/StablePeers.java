package io.github.selftest.boot.check.slo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * The stable instances, named by the configuration and by nothing else. Each address of
 * the host is asked with one plain GET, one after the other, without a redirect, on a
 * thread that ends with it: a name server that hangs holds no run of a check. Each has
 * its share of the time that is left, so one that hangs keeps none of the others from
 * being heard.
 */
final class StablePeers {

	private static final Logger logger = LoggerFactory.getLogger(StablePeers.class);

	private static final int MAX_PODS = 50;

	private static final int MAX_BODY = 256 * 1024;

	private final URI url;

	private final @Nullable String authorization;

	private final Duration timeout;

	private final Resolver resolver;

	private final LongSupplier nanoTime;

	private @Nullable Round underWay;

	private StablePeers(URI url, Resolver resolver, SloEvidenceProperties.Peer properties, LongSupplier nanoTime) {
		this.url = url;
		this.resolver = resolver;
		this.authorization = properties.authorization();
		this.timeout = properties.timeout();
		this.nanoTime = nanoTime;
	}

	static Optional<StablePeers> of(SloEvidenceProperties.Peer properties, LongSupplier nanoTime) {
		return of(properties, InetAddress::getAllByName, nanoTime);
	}

	static Optional<StablePeers> of(SloEvidenceProperties.Peer properties, Resolver resolver, LongSupplier nanoTime) {
		String url = properties.url();
		return (url != null) ? Optional.of(new StablePeers(parsed(url), resolver, properties, nanoTime))
				: Optional.empty();
	}

	// the cause quotes the text, which may hold a password
	@SuppressWarnings("UnusedException")
	private static URI parsed(String url) {
		try {
			URI uri = new URI(url);
			if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null
					&& uri.getFragment() == null) {
				return uri;
			}
		}
		catch (java.net.URISyntaxException ex) {
			// told below
		}
		throw new SelfTestConfigurationException("selftest.slo.peer.url",
				"a text that is not shown, as it may hold a password", "an absolute URL of http without a user",
				"Write a URL such as "
						+ "'http://orders-stable-pods:8081/actuator/selftest/canary/sloSuccessRate?detail=full'.");
	}

	/**
	 * Ask all of them.
	 * @param remaining the time that is left
	 * @return what those say that answered in that time
	 * @throws InterruptedException if the thread is interrupted
	 */
	synchronized Answers ask(Duration remaining) throws InterruptedException {
		Round round = this.underWay;
		if (round == null || round.isOver()) {
			round = new Round();
			this.underWay = round;
			Thread thread = new Thread(round.task, "selftest-slo-peers");
			thread.setDaemon(true);
			thread.start();
		}
		try {
			long patience = Math.min(remaining.toMillis() - 200, this.timeout.toMillis());
			Answers answers = round.task.get(Math.max(1, patience), TimeUnit.MILLISECONDS);
			this.underWay = null;
			return answers;
		}
		catch (TimeoutException ex) {
			return round.soFar("no answer in " + Codes.millis(this.timeout));
		}
		catch (ExecutionException ex) {
			this.underWay = null;
			logger.debug("The stable instances could not be asked", ex.getCause());
			return new Answers(List.of(), "its host has no address, or cannot be reached");
		}
	}

	private Answers askAll(List<PeerCounts> counts) throws IOException {
		long deadline = this.nanoTime.getAsLong() + this.timeout.toNanos();
		String problem = "";
		InetAddress[] addresses = this.resolver.addresses(this.url.getHost());
		int pods = Math.min(MAX_PODS, addresses.length);
		for (int i = 0; i < pods; i++) {
			long now = this.nanoTime.getAsLong();
			try {
				counts.add(PeerCounts.parse(get(addresses[i], now + Math.max(0, deadline - now) / (pods - i))));
			}
			catch (IOException ex) {
				logger.debug("A stable instance gave no answer", ex);
				problem = "no answer of one of %d in its share of %s".formatted(pods, Codes.millis(this.timeout));
			}
			catch (IllegalArgumentException ex) {
				problem = String.valueOf(ex.getMessage());
			}
		}
		return new Answers(List.copyOf(counts), problem);
	}

	private String get(InetAddress address, long deadline) throws IOException {
		int patience = (int) Math.max(1, (deadline - this.nanoTime.getAsLong()) / 1_000_000);
		URI target = URI.create("http://" + literal(address) + port() + this.url.getRawPath() + query());
		HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
		try {
			connection.setInstanceFollowRedirects(false);
			connection.setUseCaches(false);
			connection.setConnectTimeout(patience);
			connection.setReadTimeout(patience);
			connection.setRequestProperty("Accept", "application/json");
			if (this.authorization != null) {
				connection.setRequestProperty("Authorization", this.authorization);
			}
			// a verdict that fails has its status and the same document
			InputStream body = (connection.getResponseCode() >= 400) ? connection.getErrorStream()
					: connection.getInputStream();
			return text(body, connection.getResponseCode(), deadline);
		}
		finally {
			connection.disconnect();
		}
	}

	private String text(@Nullable InputStream body, int status, long deadline) throws IOException {
		if (body == null) {
			throw new IllegalArgumentException("status " + status + " without a body");
		}
		byte[] buffer = new byte[MAX_BODY];
		int length = 0;
		int read = body.read(buffer);
		while (read > 0) {
			length += read;
			if (length == MAX_BODY) {
				throw new IllegalArgumentException("more than 256 KB of body");
			}
			if (this.nanoTime.getAsLong() - deadline > 0) {
				throw new IOException("too slow");
			}
			read = body.read(buffer, length, MAX_BODY - length);
		}
		return new String(buffer, 0, length, StandardCharsets.UTF_8);
	}

	private static String literal(InetAddress address) {
		String text = address.getHostAddress().replaceAll("%.*", "");
		return text.contains(":") ? "[" + text + "]" : text;
	}

	private String port() {
		return (this.url.getPort() >= 0) ? ":" + this.url.getPort() : "";
	}

	private String query() {
		return (this.url.getRawQuery() != null) ? "?" + this.url.getRawQuery() : "";
	}

	/**
	 * Finds the addresses of a host.
	 */
	@FunctionalInterface
	interface Resolver {

		InetAddress[] addresses(String host) throws IOException;

	}

	/**
	 * What the stable instances say.
	 *
	 * @param counts the counts of those that answered
	 * @param problem why one did not, empty when all did
	 */
	record Answers(List<PeerCounts> counts, String problem) {

	}

	/**
	 * One question to all of them. When it takes too long, those that have answered are
	 * heard all the same.
	 */
	private final class Round {

		private final List<PeerCounts> counts = new CopyOnWriteArrayList<>();

		private final FutureTask<Answers> task = new FutureTask<>(() -> askAll(this.counts));

		private boolean isHeard;

		Answers soFar(String problem) {
			List<PeerCounts> seen = List.copyOf(this.counts);
			this.isHeard = !seen.isEmpty();
			return new Answers(seen, problem);
		}

		/** What was heard before is no answer to another question. */
		boolean isOver() {
			return this.isHeard && this.task.isDone();
		}

	}

}
