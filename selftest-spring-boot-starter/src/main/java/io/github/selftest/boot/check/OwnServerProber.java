package io.github.selftest.boot.check;

import java.time.Duration;

import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;

/**
 * The client for those who look at the protocol itself.
 */
final class OwnServerProber implements RawLoopback {

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
		return answer;
	}

}
