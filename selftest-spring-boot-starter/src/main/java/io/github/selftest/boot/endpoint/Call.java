package io.github.selftest.boot.endpoint;

import io.github.selftest.api.Status;

/**
 * A request on its way to an answer.
 */
final class Call {

	private final SelfTestRequest request;

	private final Parameters parameters;

	private final boolean last;

	Call(SelfTestRequest request) {
		this.request = request;
		this.parameters = Parameters.parse(request.query(),
				request.isRun() ? SelfTestHttp.LONGEST_RUN : SelfTestHttp.LONGEST_READ);
		// a controller that keeps its connection would ask the same pod for ever
		this.last = !request.isRead() || this.parameters.http() != HttpMode.GATE;
	}

	/**
	 * Answer a request whose parameters could not be read for a reason of ours.
	 * @param request the request
	 * @param problem what to answer
	 * @return the answer
	 */
	static SelfTestResponse unread(SelfTestRequest request, Problem problem) {
		return new SelfTestResponse(problem.status(), MediaTypes.JSON, Json.bytes(problem.toMap(request.path())), true);
	}

	SelfTestRequest request() {
		return this.request;
	}

	Parameters parameters() {
		return this.parameters;
	}

	SelfTestResponse verdict(Status verdict, byte[] document) {
		return response(this.parameters.http().status(verdict, this.parameters.inconclusivePasses()), document);
	}

	SelfTestResponse verdict(Status verdict, EndpointView.Form form, EndpointView.Shown shown) {
		int status = form.tellsVerdict() ? this.parameters.http().status(verdict, this.parameters.inconclusivePasses())
				: 200;
		return shown(status, shown);
	}

	SelfTestResponse shown(int status, EndpointView.Shown shown) {
		return new SelfTestResponse(status, shown.contentType(), shown.body(), this.last, shown.headers());
	}

	SelfTestResponse response(int status, byte[] document) {
		return new SelfTestResponse(status, MediaTypes.negotiate(this.request.accept()), document, this.last);
	}

	SelfTestResponse problem(Problem problem) {
		return new SelfTestResponse(problem.status(), MediaTypes.negotiate(this.request.accept()),
				Json.bytes(problem.toMap(this.request.path())), this.last, problem.headers());
	}

}
