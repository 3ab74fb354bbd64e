package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * How a rule looks at the evidence.
 */
@FunctionalInterface
interface Judgement {

	void judge(Evidence evidence, Notes notes);

	/**
	 * Look at each answer by itself.
	 */
	static Judgement ofEach(OnResponse judgement) {
		return (evidence, notes) -> evidence.exchanges()
			.forEach((exchange) -> exchange.response()
				.ifPresent((response) -> judgement.judge(exchange, response, notes)));
	}

	/**
	 * Look at the answers to some probes by themselves.
	 */
	static Judgement of(OnResponse judgement, Probe... probes) {
		List<Probe> wanted = List.of(probes);
		return (evidence, notes) -> evidence.exchanges()
			.stream()
			.filter((exchange) -> wanted.contains(exchange.probe()))
			.forEach((exchange) -> exchange.response()
				.ifPresent((response) -> judgement.judge(exchange, response, notes)));
	}

	/**
	 * Look at the answer to the plain GET when it is a success.
	 */
	static Judgement ofPlain(OnResponse judgement) {
		return of((exchange, response, notes) -> {
			if (response.isSuccess()) {
				judgement.judge(exchange, response, notes);
			}
		}, Probe.PLAIN);
	}

	/**
	 * Compare the answers to some probes with that to the plain GET, when that is a
	 * success.
	 */
	static Judgement compared(OnPair judgement, Probe... probes) {
		return comparedWith(Probe.PLAIN, judgement, probes);
	}

	/**
	 * Compare the answers to some probes with the successful answer to another one.
	 */
	static Judgement comparedWith(Probe base, OnPair judgement, Probe... probes) {
		return (evidence, notes) -> {
			Optional<Response> reference = evidence.response(base).filter(Response::isSuccess);
			reference.ifPresent(
					(response) -> of((exchange, other, all) -> judgement.judge(response, exchange, other, all), probes)
						.judge(evidence, notes));
		};
	}

	/**
	 * Judge only when the same request was seen to bring the same content, as any other
	 * difference proves nothing.
	 */
	default Judgement whenSteady() {
		return (evidence, notes) -> {
			if (evidence.hasSteadyBody()) {
				judge(evidence, notes);
			}
		};
	}

	/**
	 * Judge only when the own ETag is answered with 304, as all else would repeat that it
	 * is not.
	 */
	default Judgement whenOwnTagValidates() {
		return (evidence, notes) -> {
			if (evidence.response(Probe.OWN_TAG).filter(Response::isNotModified).isPresent()) {
				judge(evidence, notes);
			}
		};
	}

	/**
	 * Looks at one answer.
	 */
	@FunctionalInterface
	interface OnResponse {

		void judge(Exchange exchange, Response response, Notes notes);

	}

	/**
	 * Compares an answer with another one.
	 */
	@FunctionalInterface
	interface OnPair {

		void judge(Response reference, Exchange exchange, Response response, Notes notes);

	}

}
