package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Refuses what was decided to be refused, inside of what the host observes and before its
 * security.
 */
final class RefusalFilter implements Filter {

	static final String DECISION = "X-Synthetic-Decision";

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getAttribute(Decision.ATTRIBUTE) instanceof Decision decision && decision.refusal() != null) {
			refuse(decision.refusal(), decision.retryAfterSeconds(), (HttpServletRequest) request,
					(HttpServletResponse) response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	// not by sendError, as the answer is ours whatever error pages the host has
	static void refuse(Reason reason, long retryAfterSeconds, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		byte[] body = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s.\"}"
			.formatted((reason == Reason.OVER_LIMIT) ? "Too Many Requests" : "Forbidden", reason.status(),
					reason.code(), reason.detail())
			.getBytes(StandardCharsets.UTF_8);
		response.setStatus(reason.status());
		response.setHeader("Cache-Control", "no-store");
		if (!reason.isVerified()) {
			// a probe of a sign-in must not take it for the refusal of a wrong password
			response.setHeader(DECISION, "rejected");
		}
		if (retryAfterSeconds > 0) {
			response.setHeader("Retry-After", Long.toString(retryAfterSeconds));
		}
		// else 'spring.servlet.encoding.force' would add a parameter to the type
		response.setCharacterEncoding((String) null);
		response.setContentType("application/problem+json");
		response.setContentLength(body.length);
		if (!request.getMethod().equals("HEAD")) {
			response.getOutputStream().write(body);
		}
	}

}
