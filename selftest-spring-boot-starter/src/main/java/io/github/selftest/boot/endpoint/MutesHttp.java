package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.InvalidMuteException;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Mutes;

/**
 * Turns requests to the endpoint of mutes into answers. Knows HTTP and no servlet. Of
 * several things that are wrong the answer names the first one of: 404, 405, 403, 415,
 * 400, 409.
 */
final class MutesHttp {

	private static final Logger logger = LoggerFactory.getLogger(MutesHttp.class);

	private final Mutes mutes;

	private final EngineClock clock;

	MutesHttp(Mutes mutes, EngineClock clock) {
		this.mutes = mutes;
		this.clock = clock;
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer; whatever goes wrong is an answer, too
	 */
	SelfTestResponse answer(MutesRequest request) {
		try {
			return switch (request.path().size()) {
				case 0 -> all(request);
				case 1 -> one(request, request.path().get(0));
				default -> throw Problem.unknown("mute", "%d path segments".formatted(request.path().size()),
						List.of("those that GET lists, below the endpoint"));
			};
		}
		catch (Problem problem) {
			return problem(request, problem);
		}
		catch (RuntimeException | Error ex) {
			logger.error("The endpoint 'selftestmutes' broke while answering", ex);
			return problem(request, Problem.unavailable("engine-broken", "an internal error while answering",
					"an answer; the log of the application tells more"));
		}
	}

	SelfTestResponse refuseOrigin(MutesRequest request, String observed) {
		return problem(request, Problem.forbidden("cors", observed, "what 'management.endpoints.web.cors' allows"));
	}

	private SelfTestResponse all(MutesRequest request) {
		if (request.call().isRead()) {
			Map<String, Object> document = new LinkedHashMap<>();
			document.put("schema", VerdictDocument.SCHEMA);
			document.put("mutes", MuteDocument.of(this.mutes.mutes(), request.call().maySeeDetails()));
			return response(request, 200, document);
		}
		requireMayChange(request, "POST");
		requireJson(request.contentType());
		return response(request, 201, MuteDocument.of(created(request), true));
	}

	private Mute created(MutesRequest request) {
		try {
			return this.mutes.mute(MuteBody.read(request.body(), this.clock.wallClock().instant()));
		}
		catch (InvalidMuteException ex) {
			throw Problem.badParameter(ex.field(), ex.observed(), ex.expected());
		}
		catch (IllegalStateException ex) {
			throw Problem.tooMany("%d mutes".formatted(Mutes.MAX), "fewer; end some with DELETE first");
		}
	}

	private SelfTestResponse one(MutesRequest request, String id) {
		Mute mute = this.mutes.mutes()
			.stream()
			.filter((known) -> known.id().equals(id))
			.findFirst()
			.orElseThrow(() -> unknown(id));
		if (!request.call().isRead()) {
			requireMayChange(request, "DELETE");
			mute = this.mutes.unmute(id).orElseThrow(() -> unknown(id));
		}
		return response(request, 200, MuteDocument.of(mute, request.call().maySeeDetails()));
	}

	private Problem unknown(String id) {
		return Problem.unknown("mute", id, this.mutes.mutes().stream().map(Mute::id).toList());
	}

	private static void requireMayChange(MutesRequest request, String method) {
		boolean mayWrite = request.call().mayWrite();
		String allowed = mayWrite ? "GET, HEAD, " + method : "GET, HEAD";
		if (!request.method().equals(method)) {
			throw Problem.notAllowed("method-not-allowed", request.method(), allowed, allowed);
		}
		if (!mayWrite) {
			throw Problem.notAllowed("read-only", request.method(),
					"GET, HEAD, or 'management.endpoint.selftestmutes.access=unrestricted'", allowed);
		}
		if (request.call().isCrossSite()) {
			throw Problem.forbidden("cross-site", "Sec-Fetch-Site: " + request.call().fetchSite(),
					"same-origin, none, or no such header");
		}
	}

	/*
	 * Without a type the page of another site could send a body unasked: browsers tell
	 * the site of a request to none but hosts that they trust, and ask before they send
	 * JSON.
	 */
	private static void requireJson(@Nullable String contentType) {
		if (contentType == null || contentType.isBlank()) {
			throw Problem.unsupportedType("no content type", "application/json");
		}
		if (!MediaTypes.isJsonOrNone(contentType)) {
			throw Problem.unsupportedType(contentType, "application/json");
		}
	}

	private static SelfTestResponse response(MutesRequest request, int status, Map<String, Object> document) {
		return new SelfTestResponse(status, MediaTypes.negotiate(request.call().accept()), Json.bytes(document),
				!request.call().isRead());
	}

	private static SelfTestResponse problem(MutesRequest request, Problem problem) {
		return new SelfTestResponse(problem.status(), MediaTypes.negotiate(request.call().accept()),
				Json.bytes(problem.toMap(request.path())), !request.call().isRead(), problem.headers());
	}

}
