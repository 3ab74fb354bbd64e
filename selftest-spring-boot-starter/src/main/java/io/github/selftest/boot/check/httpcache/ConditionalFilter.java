package io.github.selftest.boot.check.httpcache;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts conditional requests of users by route, and how many of them were answered with
 * 304. Request and response pass as they are. An answer that is an error says nothing of
 * a validator, as RFC 9110, 13.2.1 evaluates it only where content would be sent.
 */
final class ConditionalFilter implements Filter {

	private static final Logger logger = LoggerFactory.getLogger(ConditionalFilter.class);

	private final RouteSamples samples;

	ConditionalFilter(RouteSamples samples) {
		this.samples = samples;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, response);
		try {
			if (request instanceof HttpServletRequest http && isSampled(http)) {
				count(http, ((HttpServletResponse) response).getStatus());
			}
		}
		catch (RuntimeException ex) {
			logger.debug("A conditional request was not counted", ex);
		}
	}

	private void count(HttpServletRequest request, int status) {
		boolean isNotModified = status == HttpServletResponse.SC_NOT_MODIFIED;
		boolean isContent = status >= HttpServletResponse.SC_OK && status < HttpServletResponse.SC_MULTIPLE_CHOICES;
		if ((isNotModified || isContent)
				&& request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
			this.samples.count(route, isNotModified);
		}
	}

	private static boolean isSampled(HttpServletRequest request) {
		return isRead(request.getMethod()) && isConditional(request) && !request.isAsyncStarted()
				&& !"true".equals(request.getHeader("X-Synthetic-Request"));
	}

	private static boolean isRead(String method) {
		return method.equals("GET") || method.equals("HEAD");
	}

	private static boolean isConditional(HttpServletRequest request) {
		return request.getHeader("If-None-Match") != null || request.getHeader("If-Modified-Since") != null;
	}

}
