package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Maps an endpoint and answers its requests, one step ahead of the mapping of Actuator:
 * no converter, advice, exception handler or Jackson setting of the host comes between.
 */
abstract class EndpointHandlerMapping extends AbstractHandlerMapping implements HttpRequestHandler {

	private static final int BEFORE_ACTUATOR = -101;

	private static final String SEGMENTS = EndpointHandlerMapping.class.getName() + ".segments";

	private final SelfTestExchanges exchanges = new SelfTestExchanges();

	private final @Nullable EndpointPath path;

	private final boolean mayWrite;

	private final Predicate<SecurityContext> maySeeDetails;

	EndpointHandlerMapping(@Nullable EndpointPath path, boolean mayWrite, Predicate<SecurityContext> maySeeDetails,
			@Nullable CorsConfiguration cors) {
		this.path = path;
		this.mayWrite = mayWrite;
		this.maySeeDetails = maySeeDetails;
		setOrder(BEFORE_ACTUATOR);
		setCorsProcessor(new JsonCorsProcessor(this::refuseOrigin));
		if (cors != null) {
			setCorsConfigurationSource((request) -> cors);
		}
	}

	/**
	 * Answer a request.
	 * @param call what matters of it, but for the body
	 * @param request the request, to read its body from
	 * @return the answer; whatever goes wrong is an answer, too
	 */
	abstract Answer answer(SelfTestRequest call, HttpServletRequest request);

	/**
	 * Answer a request of an origin that CORS does not allow.
	 * @param call what matters of it
	 * @param observed the method and the origin
	 * @return the answer
	 */
	abstract SelfTestResponse refuseOrigin(SelfTestRequest call, String observed);

	@Override
	protected final @Nullable Object getHandlerInternal(HttpServletRequest request) {
		if (this.path == null) {
			return null;
		}
		List<String> segments = this.path
			.below(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication());
		if (segments == null) {
			return null;
		}
		String pattern = this.path.pattern(segments);
		request.setAttribute(SEGMENTS, segments);
		request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.setPathPattern(pattern));
		return this;
	}

	@Override
	public final void handleRequest(HttpServletRequest request, HttpServletResponse response) {
		if (!this.exchanges.resume(request, response)) {
			this.exchanges.answer(answer(read(request), request), request, response);
		}
	}

	private void refuseOrigin(HttpServletRequest request, HttpServletResponse response) {
		String method = CorsUtils.isPreFlightRequest(request)
				? request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) : request.getMethod();
		String observed = method + " from " + request.getHeader(HttpHeaders.ORIGIN);
		this.exchanges.answer(refuseOrigin(read(request), observed), request, response);
	}

	@SuppressWarnings("unchecked")
	private SelfTestRequest read(HttpServletRequest request) {
		return new SelfTestRequest(request.getMethod(), (List<String>) request.getAttribute(SEGMENTS),
				request.getQueryString(), request.getHeader(HttpHeaders.ACCEPT),
				request.getHeader(HttpHeaders.CONTENT_TYPE), request.getHeader("Sec-Fetch-Site"), this.mayWrite,
				this.maySeeDetails.test(new ServletSecurityContext(request)));
	}

}
