package io.github.selftest.sample.assets;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Mends three things that Spring and Tomcat leave to the application: a 304 says of what
 * the answer depends, a part is cut from what is not compressed, and whoever has another
 * version gets the whole.
 */
class AssetFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		chain.doFilter(mended(request), response);
	}

	private static HttpServletRequest mended(HttpServletRequest request) {
		if (request.getHeader(HttpHeaders.IF_RANGE) != null) {
			// the tags are weak, so none can say that the parts fit together
			return new Without(request, Set.of("if-range", "range"));
		}
		if (request.getHeader(HttpHeaders.RANGE) != null) {
			return new Without(request, Set.of("accept-encoding"));
		}
		return request;
	}

	/**
	 * A request without some of its headers.
	 */
	private static final class Without extends HttpServletRequestWrapper {

		private final Set<String> names;

		Without(HttpServletRequest request, Set<String> names) {
			super(request);
			this.names = names;
		}

		@Override
		public @Nullable String getHeader(String name) {
			return this.names.contains(name.toLowerCase(Locale.ROOT)) ? null : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return this.names.contains(name.toLowerCase(Locale.ROOT)) ? Collections.emptyEnumeration()
					: super.getHeaders(name);
		}

	}

}
