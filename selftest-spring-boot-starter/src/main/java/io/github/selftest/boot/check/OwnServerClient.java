package io.github.selftest.boot.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

import javax.net.ssl.SSLException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;

/**
 * The client for one run of a check.
 */
final class OwnServerClient implements LoopbackClient {

	private static final Logger logger = LoggerFactory.getLogger(OwnServerClient.class);

	private final CheckContext run;

	private final OwnServer server;

	private final OwnServer management;

	private final HttpExchange exchange;

	private final Pace pace;

	OwnServerClient(CheckContext run, Environment environment, HttpExchange exchange, Pace pace) {
		this(run, OwnServer.main(environment), OwnServer.management(environment), exchange, pace);
	}

	private OwnServerClient(CheckContext run, OwnServer server, OwnServer management, HttpExchange exchange,
			Pace pace) {
		this.run = run;
		this.server = server;
		this.management = management;
		this.exchange = exchange;
		this.pace = pace;
	}

	@Override
	public Request request(String method, String path) {
		return new OwnServerRequest(this, method, path);
	}

	@Override
	public LoopbackClient management() {
		return new OwnServerClient(this.run, this.management, this.management, this.exchange, this.pace);
	}

	String code(String rule) {
		return this.run.definition().kind() + "." + rule;
	}

	Response send(OwnServerRequest request) {
		OwnServer.Place place = this.server.place().orElseThrow(this::noServer);
		awaitTurn(request);
		Deadline deadline = this.exchange.deadline(this.run.remaining());
		try {
			HttpExchange.TimedAnswer timed = this.exchange.send(place, request, deadline);
			return new OwnServerResponse(this, this.run, request.toString(), timed);
		}
		catch (AnswerReader.BodyTooLargeException ex) {
			throw tooLarge(request);
		}
		catch (IOException ex) {
			throw unreachable(request, deadline, ex);
		}
	}

	private void awaitTurn(OwnServerRequest request) {
		try {
			Duration remaining = this.run.remaining();
			if (!this.pace.await(remaining)) {
				throw new FindingError(Finding
					.inconclusive(code("over-pace"),
							"%s was not sent, as other checks use up the pace".formatted(request))
					.withValues("no turn within %d ms".formatted(remaining.toMillis()),
							"at most %d requests a second".formatted(this.pace.perSecond()))
					.withRemedy("Raise 'selftest.loopback.max-requests-per-second', or let checks run less often"));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw interrupted(request);
		}
	}

	private FindingError noServer() {
		return new FindingError(
				Finding.inconclusive(code("no-server"), "This service listens on no port that it could call")
					.withValues("no port", "a port in 'local.server.port'")
					.withRemedy("Run the check in a web application whose 'server.port' is not -1; "
							+ "in a servlet container of its own, set '" + OwnServer.PORT
							+ "' and 'server.servlet.context-path'"));
	}

	private FindingError tooLarge(OwnServerRequest request) {
		return new FindingError(
				Finding.fail(code("body-too-large"), "%s answered with too large a body".formatted(request))
					.withValues("more than %d bytes".formatted(AnswerReader.MAX_BODY),
							"at most %d bytes".formatted(AnswerReader.MAX_BODY))
					.withRemedy("Ask for less, such as for one item of a list"));
	}

	private Error unreachable(OwnServerRequest request, Deadline deadline, IOException cause) {
		if (Thread.currentThread().isInterrupted()) {
			throw interrupted(request);
		}
		logger.debug("{} got no answer", request, cause);
		return new FindingError(
				isTurnedAway(cause) ? noCertificate(request, cause) : noAnswer(request, deadline, cause));
	}

	/**
	 * Under TLS 1.3 a server turns its caller away after the handshake, and not every
	 * server says why.
	 */
	private boolean isTurnedAway(IOException cause) {
		boolean wasThere = !(cause instanceof ConnectException || cause instanceof SocketTimeoutException);
		return wasThere && this.server.needsClientCertificate();
	}

	private Finding noCertificate(OwnServerRequest request, IOException cause) {
		return Finding
			.inconclusive(code("no-client-certificate"),
					"%s was turned away, as this service demands a certificate of its callers".formatted(request))
			.withValues(problem(cause), "'server.ssl.client-auth' to be 'want' or 'none'")
			.withRemedy("Set 'server.ssl.client-auth' to 'want' and leave it to the application whom it serves, "
					+ "or look at the service in a method annotated with '@SelfTest'");
	}

	private Finding noAnswer(OwnServerRequest request, Deadline deadline, IOException cause) {
		return Finding.fail(code("unreachable"), "%s got no answer".formatted(request))
			.withValues(problem(cause), "an answer within %d ms".formatted(deadline.budget().toMillis()));
	}

	private static CancellationException interrupted(OwnServerRequest request) {
		return new CancellationException("interrupted while waiting for " + request);
	}

	private static String problem(IOException cause) {
		if (cause instanceof AnswerReader.BrokenAnswerException broken) {
			return broken.problem();
		}
		if (cause instanceof SocketTimeoutException) {
			return "time-out";
		}
		if (cause instanceof ConnectException) {
			return "connection refused";
		}
		return (cause instanceof SSLException) ? "no TLS connection" : "connection broken";
	}

}
