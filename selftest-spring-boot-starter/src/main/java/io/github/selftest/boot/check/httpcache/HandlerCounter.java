package io.github.selftest.boot.check.httpcache;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Counts for requests of our own probes how often a handler is called. It stands behind
 * all other interceptors, so that one of them that answers by itself is no call.
 */
final class HandlerCounter implements HandlerInterceptor {

	private final InsideViews views;

	HandlerCounter(InsideViews views) {
		this.views = views;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		String name = request.getHeader(InsideViews.HEADER);
		InsideView view = (name != null) ? this.views.find(name) : null;
		if (view != null && isCall(request.getDispatcherType())) {
			view.handlerCalled();
		}
		return true;
	}

	// an async dispatch only hands on what the handler has brought
	private static boolean isCall(DispatcherType type) {
		return type != DispatcherType.ASYNC && type != DispatcherType.ERROR;
	}

}
