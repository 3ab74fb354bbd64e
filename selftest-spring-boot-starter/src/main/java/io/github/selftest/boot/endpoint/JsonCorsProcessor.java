package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refuses the pages of other sites in the form of all other answers.
 */
final class JsonCorsProcessor extends DefaultCorsProcessor {

	@Override
	protected void rejectRequest(ServerHttpResponse response) throws IOException {
		Problem problem = Problem.forbidden("cors", "a method, header or origin that is not allowed",
				"what 'management.endpoints.web.cors' allows");
		byte[] body = Json.bytes(problem.toMap(List.of()));
		HttpHeaders headers = response.getHeaders();
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.setContentLength(body.length);
		headers.setCacheControl("no-store");
		response.setStatusCode(HttpStatus.FORBIDDEN);
		response.getBody().write(body);
		response.flush();
	}

}
