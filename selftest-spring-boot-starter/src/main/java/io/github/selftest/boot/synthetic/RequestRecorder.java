package io.github.selftest.boot.synthetic;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Counts each verified request, and logs one line of it, when its answer is done.
 */
final class RequestRecorder {

	private static final Logger logger = LoggerFactory.getLogger("selftest.synthetic");

	/** Set by Spring MVC and its functional routes, which need not be there. */
	private static final String PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	private static final long NANOS_PER_MILLI = 1_000_000;

	private static final int SERVER_ERROR = 500;

	private static final int FIRST_ERROR = 400;

	private final Counts counts;

	private final LongSupplier nanoTime;

	RequestRecorder(Counts counts, LongSupplier nanoTime) {
		this.counts = counts;
		this.nanoTime = nanoTime;
	}

	Recording start(Decision decision, HttpServletRequest request, HttpServletResponse response) {
		return new Recording(decision, request, response, this.nanoTime.getAsLong());
	}

	/**
	 * A request that is being served.
	 */
	final class Recording implements AsyncListener {

		private final Decision decision;

		private final HttpServletRequest request;

		private final HttpServletResponse response;

		private final String method;

		private final String path;

		private final long start;

		private final AtomicBoolean over = new AtomicBoolean();

		private Recording(Decision decision, HttpServletRequest request, HttpServletResponse response, long start) {
			this.decision = decision;
			this.request = request;
			this.response = response;
			this.method = request.getMethod();
			this.path = request.getRequestURI();
			this.start = start;
		}

		/**
		 * The first dispatch is over, and the request with it unless it waits for an
		 * answer.
		 */
		void left() {
			if (this.request.isAsyncStarted()) {
				this.request.getAsyncContext().addListener(this);
			}
			else {
				over(this.response.getStatus());
			}
		}

		/**
		 * The first dispatch has thrown, which the container will answer.
		 */
		void failed() {
			over(Math.max(this.response.getStatus(), SERVER_ERROR));
		}

		@Override
		public void onComplete(AsyncEvent event) {
			over(this.response.getStatus());
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// the container goes on to complete it
		}

		@Override
		public void onError(AsyncEvent event) {
			int status = this.response.getStatus();
			over((status < FIRST_ERROR) ? SERVER_ERROR : status);
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

		private void over(int status) {
			SyntheticContext context = this.decision.context();
			if (context == null || !this.over.compareAndSet(false, true)) {
				return;
			}
			RequestRecorder.this.counts.request(this.decision.label(), status);
			if (logger.isInfoEnabled()) {
				log(context, status, (RequestRecorder.this.nanoTime.getAsLong() - this.start) / NANOS_PER_MILLI);
			}
		}

		private void log(SyntheticContext context, int status, long millis) {
			logger.info("key={} run={} tenant={} fault={} method={} path={} status={} millis={}{}", context.keyId(),
					context.runId().orElse("-"), context.tenant().orElse("-"),
					context.fault().map(Texts::line).orElse("-"), Texts.line(this.method), path(), status, millis,
					(this.decision.refusal() != null) ? " refused=" + this.decision.refusal().text() : "");
		}

		private String path() {
			Object pattern = this.request.getAttribute(PATTERN);
			return Texts.line((pattern != null) ? pattern.toString() : this.path);
		}

	}

}
