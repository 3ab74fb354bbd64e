package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the dispatcher from parsing a multipart body before the endpoint refuses it: a
 * broken one would be answered by the host.
 */
final class UnparsedMultipartFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(isMultipart(request) ? new Untyped((HttpServletRequest) request) : request, response);
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
