package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.concurrent.CancellationException;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;

/**
 * What a run needs before it may send a request: a port, and its turn.
 *
 * @param run the run
 * @param server the server that is called
 * @param pace what spreads the requests of all runs
 */
record LoopbackTurn(CheckContext run, OwnServer server, Pace pace) {

	String code(String rule) {
		return this.run.definition().kind() + "." + rule;
	}

	OwnServer.Place place() {
		return this.server.place().orElseThrow(this::noServer);
	}

	void await(Object request) {
		try {
			Duration remaining = this.run.remaining();
			if (!this.pace.await(remaining)) {
				throw overPace(request, remaining);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw interrupted(request);
		}
	}

	static CancellationException interrupted(Object request) {
		return new CancellationException("interrupted while waiting for " + request);
	}

	/**
	 * Return whether no answer came because callers have to show a certificate. Under TLS
	 * 1.3 a server turns its caller away after the handshake, and not every server says
	 * why.
	 * @param problem why no answer came
	 */
	boolean isTurnedAway(NoAnswer problem) {
		boolean wasThere = problem != NoAnswer.REFUSED && problem != NoAnswer.TIMED_OUT;
		return wasThere && this.server.needsClientCertificate();
	}

	Finding noCertificate(Object request, NoAnswer problem) {
		return Finding
			.inconclusive(code("no-client-certificate"),
					"%s was turned away, as this service demands a certificate of its callers".formatted(request))
			.withValues(problem.text(), "'server.ssl.client-auth' to be 'want' or 'none'")
			.withRemedy("Set 'server.ssl.client-auth' to 'want' and leave it to the application whom it serves, "
					+ "or look at the service in a method annotated with '@SelfTest'");
	}

	/**
	 * Return what to say of a request whose answer nobody could wait for.
	 */
	FindingError outOfTime(Object request, Duration remaining) {
		return new FindingError(Finding
			.inconclusive(code("out-of-time"), "the run came to its end before %s was answered".formatted(request))
			.withValues("%d ms were left".formatted(remaining.toMillis()), "time for an answer")
			.withRemedy("Raise 'selftest.checks.<id>.deadline' or 'selftest.loopback.max-requests-per-second'"));
	}

	private FindingError overPace(Object request, Duration remaining) {
		return new FindingError(Finding
			.inconclusive(code("over-pace"), "%s was not sent, as other checks use up the pace".formatted(request))
			.withValues("no turn within %d ms".formatted(remaining.toMillis()),
					"at most %d requests a second".formatted(this.pace.perSecond()))
			.withRemedy("Raise 'selftest.loopback.max-requests-per-second', or let checks run less often"));
	}

	private FindingError noServer() {
		return new FindingError(
				Finding.inconclusive(code("no-server"), "This service listens on no port that it could call")
					.withValues("no port", "a port in 'local.server.port'")
					.withRemedy("Run the check in a web application whose 'server.port' is not -1; "
							+ "in a servlet container of its own, set '" + OwnServer.PORT
							+ "' and 'server.servlet.context-path'"));
	}

}
