package io.github.selftest.boot.check;

import java.time.Duration;

import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.FindingError;

/**
 * The client for those who look at the protocol itself.
 */
final class OwnServerProber implements RawLoopback {

	/** Who has not answered by then is late, whatever the check had left. */
	private static final Duration ENOUGH = Duration.ofSeconds(1);

	private final OwnServer server;

	private final HttpExchange exchange;

	private final Pace pace;

	OwnServerProber(Environment environment, HttpExchange exchange, Pace pace) {
		this.server = OwnServer.main(environment);
		this.exchange = exchange;
		this.pace = pace;
	}

	@Override
	public RawAnswer send(CheckContext run, RawRequest request) {
		LoopbackTurn turn = new LoopbackTurn(run, this.server, this.pace);
		OwnServer.Place place = turn.place();
		turn.await(request);
		Duration remaining = run.remaining();
		boolean isShort = request.timeout().compareTo(remaining) < 0;
		RawAnswer answer = this.exchange.send(place, request,
				this.exchange.deadline(isShort ? request.timeout() : remaining));
		if (Thread.currentThread().isInterrupted()) {
			throw LoopbackTurn.interrupted(request);
		}
		if (answer instanceof RawAnswer.Missing missing) {
			requireChance(turn, request, missing.problem(), isShort, remaining);
		}
		return answer;
	}

	// a service is not to blame for what no answer could have passed
	private static void requireChance(LoopbackTurn turn, RawRequest request, NoAnswer problem, boolean isShort,
			Duration remaining) {
		if (turn.isTurnedAway(problem)) {
			throw new FindingError(turn.noCertificate(request, problem));
		}
		if (problem == NoAnswer.TIMED_OUT && !isShort && remaining.compareTo(ENOUGH) < 0) {
			throw turn.outOfTime(request, remaining);
		}
	}

}
