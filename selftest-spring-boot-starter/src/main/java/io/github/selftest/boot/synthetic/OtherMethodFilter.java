package io.github.selftest.boot.synthetic;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * The last filter. Refuses a verified request to which filters of the host have given a
 * method that it has no right to, such as by a field {@code _method}: what may sign in by
 * a POST may not delete by one.
 */
final class OtherMethodFilter implements Filter {

	private final Recogniser recogniser;

	private final Counts counts;

	OtherMethodFilter(Recogniser recogniser, Counts counts) {
		this.recogniser = recogniser;
		this.counts = counts;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (SyntheticContext.isActive() && request instanceof HttpServletRequest http
				&& http.getAttribute(Decision.ATTRIBUTE) instanceof Decision decision && !mayPass(http, decision)) {
			this.counts.claim(Reason.NO_GRANT);
			RefusalFilter.refuse(Reason.NO_GRANT, 0, http, (HttpServletResponse) response);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private boolean mayPass(HttpServletRequest request, Decision decision) {
		Claim claim = new Claim(request);
		return !claim.isOfOtherMethod() || this.recogniser.allows(decision, claim, request.getMethod());
	}

}
