package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Sends answers, at once or when they come. The error pages of the host stay out of it,
 * and the body of a request is never read.
 */
final class SelfTestExchanges {

	private static final long GRACE_MILLIS = 5_000;

	private static final Logger logger = LoggerFactory.getLogger(SelfTestExchanges.class);

	private final Waiters readers = new Waiters();

	// apart, as whoever may read must not keep those who run something from waiting
	private final Waiters runners = new Waiters();

	/**
	 * Send the answer that an earlier dispatch of the same request has waited for.
	 * @param request the request
	 * @param response the response
	 * @return whether there was such an answer
	 */
	boolean resume(HttpServletRequest request, HttpServletResponse response) {
		WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
		if (!manager.hasConcurrentResult()) {
			return false;
		}
		Object result = manager.getConcurrentResult();
		manager.clearConcurrentResult();
		send((result instanceof SelfTestResponse answer) ? answer : interrupted(), request, response);
		return true;
	}

	void answer(Answer answer, HttpServletRequest request, HttpServletResponse response) {
		if (answer instanceof SelfTestResponse ready) {
			send(ready, request, response);
		}
		else if (answer instanceof Waiting waiting) {
			await(waiting, request, response);
		}
	}

	private static SelfTestResponse interrupted() {
		Problem problem = Problem.unavailable("interrupted", "the wait was ended by the server", "an answer");
		return new SelfTestResponse(problem.status(), MediaTypes.JSON, Json.bytes(problem.toMap(List.of())), true);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void await(Waiting waiting, HttpServletRequest request, HttpServletResponse response) {
		if (!request.isAsyncSupported() || !waiters(request).admit(waiting)) {
			send(waiting.responseNow(), request, response);
			return;
		}
		// a filter may look at it when the request is suspended
		response.setHeader("Cache-Control", "no-store");
		DeferredResult<SelfTestResponse> result = new DeferredResult<>(waiting.atMost().toMillis() + GRACE_MILLIS);
		result.onTimeout(waiting::giveUp);
		result.onCompletion(waiting::giveUp);
		WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
		manager.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
		try {
			manager.startDeferredResultProcessing(result);
			waiting.response().thenAccept(result::setResult);
		}
		catch (Exception ex) {
			logger.debug("A request could not be suspended and is answered at once", ex);
			send(waiting.responseNow(), request, response);
		}
	}

	private Waiters waiters(HttpServletRequest request) {
		return request.getMethod().equals("POST") ? this.runners : this.readers;
	}

	private static void send(SelfTestResponse answer, HttpServletRequest request, HttpServletResponse response) {
		response.setStatus(answer.status());
		response.setHeader("Cache-Control", "no-store");
		// under HTTP/2 the header is an error that resets the stream
		if (answer.isLast() && request.getProtocol().startsWith("HTTP/1")) {
			response.setHeader("Connection", "close");
		}
		answer.headers().forEach(response::setHeader);
		// else 'spring.servlet.encoding.force' would add a parameter to the type
		response.setCharacterEncoding((String) null);
		response.setContentType(answer.contentType());
		response.setContentLength(answer.body().length);
		if (!request.getMethod().equals("HEAD")) {
			write(answer.body(), response);
		}
	}

	private static void write(byte[] body, HttpServletResponse response) {
		try {
			response.getOutputStream().write(body);
		}
		catch (IOException ex) {
			logger.debug("The caller has gone before the answer was sent", ex);
		}
	}

}
