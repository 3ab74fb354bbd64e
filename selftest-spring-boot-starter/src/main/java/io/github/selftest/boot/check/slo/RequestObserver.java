package io.github.selftest.boot.check.slo;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Counts the requests of users when their observation ends. Adds nothing to it, and
 * leaves the meters of the host as they are.
 */
final class RequestObserver implements ObservationHandler<ServerRequestObservationContext> {

	private static final int SERVER_ERROR = 500;

	private static final long LONG_NANOS = 100_000_000;

	private static final int MAX_CAUSES = 20;

	/** By name, as a service has one server. */
	private static final Set<String> CALLER_HAS_LEFT = Set.of("org.apache.catalina.connector.ClientAbortException",
			"org.eclipse.jetty.io.EofException",
			"org.springframework.web.context.request.async.AsyncRequestNotUsableException");

	/** Tells the time since a sample was taken, and forgets it. */
	private static final Timer FORGETFUL = new NoopTimer(
			new Meter.Id("selftest.none", Tags.empty(), null, null, Meter.Type.TIMER));

	private final Traffic traffic;

	private final UserRequests users;

	private final BooleanSupplier isTimedByHost;

	private final LongSupplier nanoTime;

	private volatile @Nullable Boolean takesTime;

	/**
	 * Create an observer.
	 * @param traffic takes the counts
	 * @param users tells which requests count
	 * @param isTimedByHost tells whether the host has a handler that times observations,
	 * whose sample then serves here too
	 * @param nanoTime the monotonic time
	 */
	RequestObserver(Traffic traffic, UserRequests users, BooleanSupplier isTimedByHost, LongSupplier nanoTime) {
		this.traffic = traffic;
		this.users = users;
		this.isTimedByHost = isTimedByHost;
		this.nanoTime = nanoTime;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	public void onStart(ServerRequestObservationContext context) {
		Boolean takes = this.takesTime;
		if (takes == null) {
			takes = !this.isTimedByHost.getAsBoolean();
			this.takesTime = takes;
		}
		if (takes) {
			context.put(RequestObserver.class, this.nanoTime.getAsLong());
		}
	}

	@Override
	public void onStop(ServerRequestObservationContext context) {
		HttpServletResponse response = context.getResponse();
		if (response == null || !this.users.include(context)) {
			return;
		}
		long elapsed = elapsed(context);
		int status = response.getStatus();
		if (!isConversation(response, status, elapsed)) {
			this.traffic.record(context.getPathPattern(), elapsed, isError(context, status));
		}
	}

	/** What goes on for as long as both sides like is neither fast nor slow. */
	private static boolean isConversation(HttpServletResponse response, int status, long elapsed) {
		if (status == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
			return true;
		}
		String type = (elapsed > LONG_NANOS) ? response.getContentType() : null;
		return type != null && type.startsWith("text/event-stream");
	}

	/** A caller that has gone is no failure of the service. */
	private static boolean isError(ServerRequestObservationContext context, int status) {
		return status >= SERVER_ERROR && !hasLeft(context.getError());
	}

	/**
	 * Words such as "connection reset" do not tell whose connection that was: of the
	 * caller, or of the service to another one, which is an error for the caller.
	 */
	private static boolean hasLeft(@Nullable Throwable error) {
		return DisconnectedClientHelper.isClientDisconnectedException(error) && isOfServer(error);
	}

	private static boolean isOfServer(@Nullable Throwable error) {
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (CALLER_HAS_LEFT.contains(cause.getClass().getName())) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private long elapsed(ServerRequestObservationContext context) {
		Timer.Sample sample = context.get(Timer.Sample.class);
		if (sample != null) {
			return sample.stop(FORGETFUL);
		}
		Long started = context.get(RequestObserver.class);
		if (started != null) {
			return this.nanoTime.getAsLong() - started;
		}
		this.takesTime = true;
		return 0;
	}

}
