package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refuses the pages of other sites in the form of all other answers.
 */
final class JsonCorsProcessor extends DefaultCorsProcessor {

	@Override
	protected void rejectRequest(ServerHttpResponse response) throws IOException {
		Problem problem = Problem.forbidden("cors", "a method, header or origin that is not allowed",
				"what 'management.endpoints.web.cors' allows");
		HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
		servletResponse.setHeader("Cache-Control", "no-store");
		SelfTestExchanges.send(
				new SelfTestResponse(problem.status(), MediaTypes.JSON, Json.bytes(problem.toMap(List.of())), false),
				true, servletResponse);
	}

}
