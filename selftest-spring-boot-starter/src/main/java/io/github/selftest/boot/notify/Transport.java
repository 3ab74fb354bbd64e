package io.github.selftest.boot.notify;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.engine.EngineClock;

/**
 * Sends requests to targets. Follows no redirect, reads no more than a little of an
 * answer, and comes back within the time of the request whatever the target does. Names
 * in what it says neither addresses nor foreign messages.
 */
final class Transport {

	private final EngineClock clock;

	private final Duration connectTimeout;

	private final Supplier<@Nullable SSLContext> tls;

	private @Nullable HttpClient client;

	private @Nullable ThreadPoolExecutor threads;

	/**
	 * Create a transport.
	 * @param clock the clock
	 * @param connectTimeout the time within which a connection must be made
	 * @param tls what to trust, {@code null} for the default of the JVM
	 */
	Transport(EngineClock clock, Duration connectTimeout, Supplier<@Nullable SSLContext> tls) {
		this.clock = clock;
		this.connectTimeout = connectTimeout;
		this.tls = tls;
	}

	/**
	 * Send a request and wait for the status of its answer.
	 * @param request the request
	 * @param limit the time within which the answer must be there
	 * @return how it ended
	 * @throws InterruptedException if the thread was interrupted
	 */
	Outcome send(HttpRequest request, Duration limit) throws InterruptedException {
		long start = this.clock.nanoTime();
		AtomicReference<@Nullable ResponseInfo> head = new AtomicReference<>();
		CompletableFuture<HttpResponse<Boolean>> answer = client().sendAsync(request, (info) -> {
			head.set(info);
			return new ShortAnswer();
		});
		String trouble = "";
		try {
			answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			trouble = "no answer within " + seconds(limit);
		}
		catch (ExecutionException ex) {
			trouble = trouble(ex.getCause());
		}
		finally {
			answer.cancel(true);
		}
		Duration duration = Duration.ofNanos(this.clock.nanoTime() - start);
		ResponseInfo info = head.get();
		return (info != null) ? outcome(info, duration)
				: new Outcome(Outcome.Kind.UNAVAILABLE, trouble, duration, null);
	}

	/**
	 * End all threads. Those of the client itself end with it: at once from Java 21 on,
	 * before when it is garbage.
	 */
	synchronized void stop() {
		HttpClient client = this.client;
		if (client != null) {
			shutDown(client);
		}
		if (this.threads != null) {
			this.threads.shutdownNow();
		}
		this.client = null;
		this.threads = null;
	}

	private static void shutDown(HttpClient client) {
		try {
			HttpClient.class.getMethod("shutdownNow").invoke(client);
		}
		catch (ReflectiveOperationException ex) {
			// before Java 21 there is no such method
		}
	}

	private synchronized HttpClient client() {
		HttpClient client = this.client;
		if (client == null) {
			// connections hang in threads of the name service, so no target may use up
			// those of another
			ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
					new SynchronousQueue<>(), daemons());
			HttpClient.Builder builder = HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.followRedirects(HttpClient.Redirect.NEVER)
				.connectTimeout(this.connectTimeout)
				.executor(threads);
			SSLContext tls = this.tls.get();
			if (tls != null) {
				builder.sslContext(tls);
			}
			client = builder.build();
			this.client = client;
			this.threads = threads;
		}
		return client;
	}

	private static ThreadFactory daemons() {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, "selftest-alert-http-" + number.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(Transport.class.getClassLoader());
			return thread;
		};
	}

	private Outcome outcome(ResponseInfo info, Duration duration) {
		int status = info.statusCode();
		return new Outcome(kind(status), "HTTP " + status, duration, retryAfter(info.headers()).orElse(null));
	}

	private static Outcome.Kind kind(int status) {
		if (status >= 200 && status < 300) {
			return Outcome.Kind.ACCEPTED;
		}
		if (status >= 300 && status < 400) {
			return Outcome.Kind.REDIRECTED;
		}
		boolean isPassing = status >= 500 || status == 408 || status == 425 || status == 429;
		return isPassing ? Outcome.Kind.UNAVAILABLE : Outcome.Kind.REFUSED;
	}

	private Optional<Duration> retryAfter(HttpHeaders headers) {
		return headers.firstValue("Retry-After").map(String::strip).map(this::delay);
	}

	private @Nullable Duration delay(String value) {
		if (value.matches("[0-9]{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			ZonedDateTime then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
			Duration delay = Duration.between(this.clock.wallClock().instant(), then.toInstant());
			return delay.isNegative() ? null : delay;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private String trouble(@Nullable Throwable failure) {
		if (isCausedBy(failure, HttpConnectTimeoutException.class)) {
			return "no connection within " + seconds(this.connectTimeout);
		}
		if (isCausedBy(failure, UnresolvedAddressException.class)) {
			return "host unknown";
		}
		if (isCausedBy(failure, SSLException.class)) {
			return "TLS failed";
		}
		return isCausedBy(failure, ConnectException.class) ? "connection refused" : "connection broken";
	}

	private static boolean isCausedBy(@Nullable Throwable failure, Class<? extends Throwable> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

	private static String seconds(Duration duration) {
		return (duration.toMillis() / 1000.0) + " s";
	}

}
