package io.github.selftest.sample.assets;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Mends what Spring and Tomcat leave to the application: a 304 says of what the answer
 * depends, and whoever has another version, takes compressed files or asks by HEAD gets
 * the whole, not a part.
 */
class AssetFilter extends OncePerRequestFilter {

	private final Set<AssetRepair> repairs;

	AssetFilter(Set<AssetRepair> repairs) {
		this.repairs = repairs;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.repairs.contains(AssetRepair.VARY)) {
			response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		}
		chain.doFilter(isWholeWanted(request) ? new WithoutRange(request) : request, new UnstoredErrors(response));
	}

	private boolean isWholeWanted(HttpServletRequest request) {
		// the tags are weak, so none can say that the parts fit together
		boolean isOther = request.getHeader(HttpHeaders.IF_RANGE) != null;
		boolean isCompressed = request.getHeader(HttpHeaders.ACCEPT_ENCODING) != null;
		return (isOther && this.repairs.contains(AssetRepair.IF_RANGE))
				|| (isCompressed && this.repairs.contains(AssetRepair.PLAIN_PARTS))
				|| HttpMethod.HEAD.matches(request.getMethod());
	}

	/**
	 * A request for the whole.
	 */
	private static final class WithoutRange extends HttpServletRequestWrapper {

		WithoutRange(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return name.equalsIgnoreCase(HttpHeaders.RANGE) ? null : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equalsIgnoreCase(HttpHeaders.RANGE) ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

	}

	/**
	 * A response whose errors are stored by nobody, though the policy was set before.
	 */
	private static final class UnstoredErrors extends HttpServletResponseWrapper {

		UnstoredErrors(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void sendError(int status) throws IOException {
			setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			super.sendError(status);
		}

	}

}
