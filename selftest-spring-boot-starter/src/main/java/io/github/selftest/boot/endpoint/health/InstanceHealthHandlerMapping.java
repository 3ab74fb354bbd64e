package io.github.selftest.boot.endpoint.health;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import io.github.selftest.boot.endpoint.health.InstanceHealth.Answer;

/**
 * Answers {@code /health} on the main port, unless the application maps it itself. That
 * is looked up at the first request, as lazy initialisation has no earlier moment.
 */
final class InstanceHealthHandlerMapping extends AbstractHandlerMapping implements HttpRequestHandler {

	private static final int BEFORE_THE_ENDPOINT = -102;

	private static final Logger log = LoggerFactory.getLogger(InstanceHealthHandlerMapping.class);

	private final String path;

	private final InstanceHealth health;

	private final InstanceHealthDocument document;

	private final Supplier<Boolean> ours;

	InstanceHealthHandlerMapping(String path, InstanceHealth health, InstanceHealthDocument document,
			Supplier<List<HandlerMapping>> others) {
		this.path = path;
		this.health = health;
		this.document = document;
		this.ours = SingletonSupplier.of(() -> isFree(others.get()));
		setOrder(BEFORE_THE_ENDPOINT);
	}

	private boolean isFree(List<HandlerMapping> others) {
		for (HandlerMapping other : others) {
			if (other != this && PathOwner.owns(other, this.path)) {
				log.info(
						"'{}' stays with the application, which maps it itself ({}); 'selftest.health.path' names another path",
						this.path, other.getClass().getSimpleName());
				return false;
			}
		}
		return true;
	}

	@Override
	protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
		if (!isForUs(request) || !isOurs()) {
			return null;
		}
		request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, this.path);
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.setPathPattern(this.path));
		return this;
	}

	/**
	 * Return whether a request to the path is answered here.
	 * @param request a request to the very path
	 * @return whether it is one that reads, and nobody else owns the path
	 */
	boolean answers(HttpServletRequest request) {
		return reads(request) && isOurs();
	}

	/**
	 * Return whether the path is answered here, to be asked when all handler mappings are
	 * there.
	 * @return whether nobody else owns it
	 */
	boolean isOurs() {
		return this.ours.get();
	}

	private static boolean reads(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
	}

	private boolean isForUs(HttpServletRequest request) {
		if (!reads(request)) {
			return false;
		}
		if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
			ServletRequestPathUtils.parseAndCache(request);
		}
		return ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value().equals(this.path);
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Answer answer = this.health.answer();
		String type = InstanceHealthDocument.type(request.getHeader(HttpHeaders.ACCEPT));
		byte[] body = this.document.write(answer, type);
		response.setStatus(answer.isFailed() ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
		response.setContentType(type);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setContentLength(body.length);
		if (!HttpMethod.HEAD.matches(request.getMethod())) {
			response.getOutputStream().write(body);
		}
	}

}
