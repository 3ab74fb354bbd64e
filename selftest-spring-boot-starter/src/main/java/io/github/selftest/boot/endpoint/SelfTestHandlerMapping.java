package io.github.selftest.boot.endpoint;

import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Maps the endpoint {@code selftest}, whose requests have no body that matters.
 */
final class SelfTestHandlerMapping extends EndpointHandlerMapping {

	private final SelfTestHttp http;

	SelfTestHandlerMapping(SelfTestHttp http, @Nullable EndpointPath path, boolean mayWrite,
			Predicate<SecurityContext> maySeeDetails, @Nullable CorsConfiguration cors) {
		super(path, mayWrite, maySeeDetails, cors);
		this.http = http;
	}

	@Override
	Answer answer(SelfTestRequest call, HttpServletRequest request) {
		return this.http.answer(call);
	}

	@Override
	SelfTestResponse refuseOrigin(SelfTestRequest call, String observed) {
		return this.http.refuseOrigin(call, observed);
	}

}
