package io.github.selftest.boot.check;

import java.io.IOException;

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
		return turn().code(rule);
	}

	Response send(OwnServerRequest request) {
		LoopbackTurn turn = turn();
		OwnServer.Place place = turn.place();
		turn.await(request);
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

	private LoopbackTurn turn() {
		return new LoopbackTurn(this.run, this.server, this.pace);
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
			throw LoopbackTurn.interrupted(request);
		}
		logger.debug("{} got no answer", request, cause);
		NoAnswer problem = NoAnswer.of(cause);
		return new FindingError(turn().isTurnedAway(problem) ? turn().noCertificate(request, problem)
				: noAnswer(request, deadline, problem));
	}

	private Finding noAnswer(OwnServerRequest request, Deadline deadline, NoAnswer problem) {
		return Finding.fail(code("unreachable"), "%s got no answer".formatted(request))
			.withValues(problem.text(), "an answer within %d ms".formatted(deadline.budget().toMillis()));
	}

}
