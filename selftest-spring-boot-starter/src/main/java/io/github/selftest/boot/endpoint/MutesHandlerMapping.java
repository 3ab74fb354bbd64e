package io.github.selftest.boot.endpoint;

import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Maps the endpoint of mutes, which reads bodies up to a bound.
 */
final class MutesHandlerMapping extends EndpointHandlerMapping {

	private final MutesHttp http;

	MutesHandlerMapping(MutesHttp http, @Nullable EndpointPath path, boolean mayWrite,
			Predicate<SecurityContext> maySeeDetails, @Nullable CorsConfiguration cors) {
		super(path, mayWrite, maySeeDetails, cors);
		this.http = http;
	}

	@Override
	Answer answer(SelfTestRequest call, HttpServletRequest request) {
		return this.http
			.answer(new MutesRequest(call, () -> request.getInputStream().readNBytes(MutesRequest.MAX_BODY + 1)));
	}

	@Override
	SelfTestResponse refuseOrigin(SelfTestRequest call, String observed) {
		return this.http.refuseOrigin(new MutesRequest(call, MutesRequest.NO_BODY), observed);
	}

}
