package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.function.BiConsumer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refuses the pages of other sites in the form of all other answers.
 */
final class JsonCorsProcessor extends DefaultCorsProcessor {

	private final BiConsumer<HttpServletRequest, HttpServletResponse> refusal;

	/**
	 * Create a processor.
	 * @param refusal answers a request that is refused
	 */
	JsonCorsProcessor(BiConsumer<HttpServletRequest, HttpServletResponse> refusal) {
		this.refusal = refusal;
	}

	@Override
	public boolean processRequest(@Nullable CorsConfiguration cors, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		// for a pre-flight request that is permitted there is no other answer than this
		response.setHeader("Cache-Control", "no-store");
		boolean permitted = super.processRequest(cors, request, response);
		if (!permitted) {
			this.refusal.accept(request, response);
		}
		return permitted;
	}

	@Override
	protected void rejectRequest(ServerHttpResponse response) {
		// done above, where the request is known
	}

}
