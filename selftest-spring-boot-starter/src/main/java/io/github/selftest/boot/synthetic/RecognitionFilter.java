package io.github.selftest.boot.synthetic;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * Recognises synthetic requests before anything is observed. It decides, and rejects
 * nothing. A request without the mark is passed on as it is.
 */
final class RecognitionFilter implements Filter {

	static final String MDC_MARK = "synthetic";

	static final String MDC_RUN = "synthetic.run";

	private final Recogniser recogniser;

	private final RequestRecorder recorder;

	private final @Nullable VendorMarks vendorMarks;

	RecognitionFilter(Recogniser recogniser, RequestRecorder recorder, @Nullable VendorMarks vendorMarks) {
		this.recogniser = recogniser;
		this.vendorMarks = vendorMarks;
		this.recorder = recorder;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http && http.getHeader(SyntheticSigner.MARK) != null
				&& Claim.isMade(http)) {
			passMarked(http, (HttpServletResponse) response, chain);
		}
		else if (this.vendorMarks != null && request instanceof HttpServletRequest http) {
			this.vendorMarks.pass(http, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void passMarked(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getAttribute(Decision.ATTRIBUTE) instanceof Decision decision) {
			// another dispatch of a request that was decided before
			pass(decision, BufferedRequest.again(request), response, chain);
			return;
		}
		if (request.getDispatcherType() != DispatcherType.REQUEST) {
			// an error page of a request that no filter has seen
			chain.doFilter(request, response);
			return;
		}
		Claim claim = new Claim(request);
		Decision decision = this.recogniser.decide(claim);
		HttpServletRequest served = claim.request();
		served.setAttribute(Decision.ATTRIBUTE, decision);
		if (decision.context() == null) {
			chain.doFilter(served, response);
			return;
		}
		served.setAttribute(SyntheticContext.REQUEST_ATTRIBUTE, decision.context());
		RequestRecorder.Recording recording = this.recorder.start(decision, served, response);
		try {
			pass(decision, served, response, chain);
			recording.left();
		}
		catch (IOException | ServletException | RuntimeException | Error ex) {
			recording.failed();
			throw ex;
		}
	}

	private static void pass(Decision decision, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		SyntheticContext context = decision.context();
		if (context == null) {
			chain.doFilter(request, response);
			return;
		}
		HttpServletRequest served = WithoutProof.of(request);
		SyntheticContext.Scope scope = context.open();
		try {
			MDC.put(MDC_MARK, "true");
			context.runId().ifPresent((run) -> MDC.put(MDC_RUN, run));
			chain.doFilter(served, response);
		}
		finally {
			MDC.remove(MDC_RUN);
			MDC.remove(MDC_MARK);
			scope.close();
		}
	}

}
