package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Looks at requests of our own probes. All others pass at the price of one header.
 */
final class InsideFilter implements Filter {

	private final InsideViews views;

	private final LongSupplier nanoTime;

	InsideFilter(InsideViews views, LongSupplier nanoTime) {
		this.views = views;
		this.nanoTime = nanoTime;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		InsideView view = (request instanceof HttpServletRequest http) ? view(http) : null;
		if (view == null) {
			chain.doFilter(request, response);
			return;
		}
		long start = this.nanoTime.getAsLong();
		try {
			chain.doFilter(new WatchedRequest((HttpServletRequest) request, view), response);
		}
		finally {
			view.took(Duration.ofNanos(this.nanoTime.getAsLong() - start));
		}
	}

	private @Nullable InsideView view(HttpServletRequest request) {
		String name = request.getHeader(InsideViews.HEADER);
		return (name != null) ? this.views.find(name) : null;
	}

}
