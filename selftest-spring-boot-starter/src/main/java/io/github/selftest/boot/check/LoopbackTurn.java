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
