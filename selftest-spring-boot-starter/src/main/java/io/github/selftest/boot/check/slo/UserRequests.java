package io.github.selftest.boot.check.slo;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Tells the requests of users from those of Actuator, of probes and of ours.
 */
final class UserRequests {

	private final Predicate<HttpServletRequest> isOwn;

	private final Supplier<IgnoredPaths> paths;

	private volatile @Nullable IgnoredPaths known;

	/**
	 * Create an instance.
	 * @param isOwn tells the requests of this service to itself
	 * @param paths the paths that are left out, asked for with the first request
	 */
	UserRequests(Predicate<HttpServletRequest> isOwn, Supplier<IgnoredPaths> paths) {
		this.isOwn = isOwn;
		this.paths = paths;
	}

	boolean include(ServerRequestObservationContext context) {
		HttpServletRequest request = context.getCarrier();
		return request != null && !isSynthetic(request) && !this.isOwn.test(request)
				&& !ignoredPaths(request).match(request);
	}

	/**
	 * The one place that knows how a synthetic request is recognised. Its mark alone
	 * exempts nobody, wherever it comes from: behind a proxy in the same pod all users
	 * come from this very host.
	 */
	private static boolean isSynthetic(HttpServletRequest request) {
		return request.getAttribute(SyntheticContext.REQUEST_ATTRIBUTE) instanceof SyntheticContext;
	}

	/**
	 * The context path is that of the application: Tomcat makes the one of a request anew
	 * each time that it is asked, and throws texts away for it.
	 */
	private IgnoredPaths ignoredPaths(HttpServletRequest request) {
		IgnoredPaths paths = this.known;
		if (paths == null) {
			paths = this.paths.get().below(request.getServletContext().getContextPath());
			this.known = paths;
		}
		return paths;
	}

	/**
	 * The paths whose requests are left out.
	 *
	 * @param contextPath what they follow; empty for nothing
	 * @param servletPath what they may follow after that; empty for nothing
	 * @param trees paths that are left out with all below them
	 * @param exact paths that are left out alone
	 */
	record IgnoredPaths(String contextPath, String servletPath, List<String> trees, List<String> exact) {

		IgnoredPaths below(String contextPath) {
			return new IgnoredPaths(contextPath, this.servletPath, this.trees, this.exact);
		}

		IgnoredPaths and(List<String> exact) {
			return new IgnoredPaths(this.contextPath, this.servletPath, this.trees,
					Stream.concat(this.exact.stream(), exact.stream()).distinct().toList());
		}

		boolean match(HttpServletRequest request) {
			String uri = request.getRequestURI();
			if (!uri.startsWith(this.contextPath)) {
				return false;
			}
			int start = this.contextPath.length();
			if (!this.servletPath.isEmpty() && uri.startsWith(this.servletPath, start)) {
				start += this.servletPath.length();
			}
			// by number, as an iterator is an object for each request
			for (int i = 0; i < this.exact.size(); i++) {
				String path = this.exact.get(i);
				if (uri.length() == start + path.length() && uri.startsWith(path, start)) {
					return true;
				}
			}
			for (int i = 0; i < this.trees.size(); i++) {
				if (isBelow(uri, start, this.trees.get(i))) {
					return true;
				}
			}
			return false;
		}

		private static boolean isBelow(String uri, int start, String tree) {
			int end = start + tree.length();
			return uri.startsWith(tree, start) && (uri.length() == end || uri.charAt(end) == '/');
		}

	}

}
