package io.github.selftest.boot.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.fault.Faults.Told;

/**
 * Takes the fault of each request that was verified. What cannot be made is refused, as a
 * test that meets no fault proves nothing.
 */
final class FaultFilter implements Filter {

	static final String INJECTED = "X-Synthetic-Injected";

	private final Faults faults;

	FaultFilter(Faults faults) {
		this.faults = faults;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Optional<SyntheticContext> context = SyntheticContext.isActive() ? SyntheticContext.current()
				: Optional.empty();
		Optional<String> fault = context.flatMap(SyntheticContext::fault);
		if (fault.isEmpty() || context.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		Announcement announcement = new Announcement((HttpServletResponse) response);
		Optional<FaultRefusal> refusal = this.faults.arm(context.get(), fault.get(), announcement);
		if (refusal.isPresent()) {
			refuse(refusal.get(), (HttpServletRequest) request, (HttpServletResponse) response);
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			announcement.end();
		}
	}

	private static void refuse(FaultRefusal refusal, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		byte[] body = refusal.problem().getBytes(StandardCharsets.UTF_8);
		response.setStatus(refusal.status());
		response.setHeader("Cache-Control", "no-store");
		response.setCharacterEncoding((String) null);
		response.setContentType("application/problem+json");
		response.setContentLength(body.length);
		if (!request.getMethod().equals("HEAD")) {
			response.getOutputStream().write(body);
		}
	}

	/**
	 * Tells the caller that the fault happened, as long as the thread of the request
	 * serves it.
	 */
	private static final class Announcement implements Told {

		private final Thread thread = Thread.currentThread();

		private @Nullable HttpServletResponse response;

		Announcement(HttpServletResponse response) {
			this.response = response;
		}

		@Override
		public void happened(FaultSpec fault) {
			if (Thread.currentThread() == this.thread && this.response != null && !this.response.isCommitted()) {
				this.response.setHeader(INJECTED, fault.toString());
			}
		}

		void end() {
			this.response = null;
		}

	}

}
