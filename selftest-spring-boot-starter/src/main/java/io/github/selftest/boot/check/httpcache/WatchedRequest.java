package io.github.selftest.boot.check.httpcache;

import java.lang.StackWalker.StackFrame;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * A request of a probe that tells which headers code of the application reads, and
 * whether a session is made. What frameworks read for themselves does not count; what
 * Spring reads into a parameter of a handler does.
 */
final class WatchedRequest extends HttpServletRequestWrapper {

	private static final StackWalker STACK = StackWalker.getInstance();

	private static final List<String> WRAPPERS = List.of("java.", "jakarta.", WatchedRequest.class.getName());

	private static final List<String> FRAMEWORKS = List.of("org.springframework.", "org.apache.", "org.eclipse.",
			"io.micrometer.", "io.github.selftest.boot.");

	private static final Set<String> FOR_HANDLERS = Set.of(
			"org.springframework.web.method.annotation.RequestHeaderMethodArgumentResolver",
			"org.springframework.web.servlet.mvc.method.annotation.ServletCookieValueMethodArgumentResolver");

	private static final String WEB_REQUEST = "org.springframework.web.context.request.";

	private static final int DEPTH = 30;

	private final InsideView view;

	WatchedRequest(HttpServletRequest request, InsideView view) {
		super(request);
		this.view = view;
	}

	@Override
	public @Nullable String getHeader(String name) {
		read(name);
		return super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		read(name);
		return super.getHeaders(name);
	}

	@Override
	public HttpSession getSession() {
		return watched(() -> super.getSession());
	}

	@Override
	public @Nullable HttpSession getSession(boolean create) {
		return create ? watched(() -> super.getSession(true)) : super.getSession(false);
	}

	private HttpSession watched(Supplier<HttpSession> session) {
		boolean isNew = super.getSession(false) == null;
		HttpSession known = session.get();
		if (isNew) {
			this.view.sessionWasCreated();
		}
		return known;
	}

	private void read(String name) {
		boolean isForApplication = STACK.walk((frames) -> frames.limit(DEPTH)
			.map(StackFrame::getClassName)
			.filter((type) -> !startsWith(type, WRAPPERS))
			.filter((type) -> !isHandedOn(type))
			.findFirst()
			.map((type) -> FOR_HANDLERS.contains(type) || !startsWith(type, FRAMEWORKS))
			.orElse(false));
		if (isForApplication) {
			this.view.headerRead(name);
		}
	}

	// wrappers of Spring that an application asks in place of the request
	private static boolean isHandedOn(String type) {
		return type.startsWith(WEB_REQUEST) || type.endsWith("RequestWrapper") || type.endsWith("RequestFacade");
	}

	private static boolean startsWith(String type, List<String> prefixes) {
		return prefixes.stream().anyMatch(type::startsWith);
	}

}
