package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Predicate;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the dispatcher from parsing a multipart body before we refuse or ignore it: a
 * broken one would be answered by the host.
 *
 * @since 0.1.0
 */
public final class UnparsedMultipartFilter implements Filter {

	private final Predicate<HttpServletRequest> ours;

	/**
	 * Create a filter.
	 * @param ours which of the requests that come by are answered by us
	 */
	public UnparsedMultipartFilter(Predicate<HttpServletRequest> ours) {
		this.ours = ours;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		boolean isToBeHidden = isMultipart(request) && this.ours.test((HttpServletRequest) request);
		chain.doFilter(isToBeHidden ? new Untyped((HttpServletRequest) request) : request, response);
	}

	private static boolean isMultipart(ServletRequest request) {
		String type = request.getContentType();
		return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
	}

	/**
	 * A request whose header tells the type of its body, while its property does not.
	 */
	private static final class Untyped extends HttpServletRequestWrapper {

		Untyped(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getContentType() {
			return null;
		}

	}

}
