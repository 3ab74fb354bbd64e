package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.json.JsonParserFactory;

/**
 * What Actuator lists, exposes, links, secures and maps to a path. On Spring MVC
 * {@link MutesHandlerMapping} answers in its place; on other web stacks these operations
 * do. They change nothing: whether a request comes from the page of another site cannot
 * be told here.
 */
@WebEndpoint(id = MutesEndpoint.ID, defaultAccess = Access.READ_ONLY)
final class MutesEndpoint {

	static final String ID = "selftestmutes";

	private final MutesHttp http;

	private final boolean showDetails;

	MutesEndpoint(MutesHttp http, boolean showDetails) {
		this.http = http;
		this.showDetails = showDetails;
	}

	@ReadOperation
	WebEndpointResponse<Map<String, Object>> mutes() {
		return answer("GET");
	}

	@ReadOperation
	WebEndpointResponse<Map<String, Object>> mute(@Selector String id) {
		return answer("GET", id);
	}

	@WriteOperation
	WebEndpointResponse<Map<String, Object>> create() {
		return answer("POST");
	}

	@DeleteOperation
	WebEndpointResponse<Map<String, Object>> end(@Selector String id) {
		return answer("DELETE", id);
	}

	private WebEndpointResponse<Map<String, Object>> answer(String method, String... path) {
		SelfTestResponse response = this.http.answer(new MutesRequest(new SelfTestRequest(method, List.of(path), null,
				null, null, SelfTestRequest.UNSEEN, true, this.showDetails), MutesRequest.NO_BODY));
		String body = new String(response.body(), StandardCharsets.UTF_8);
		return new WebEndpointResponse<>(JsonParserFactory.getJsonParser().parseMap(body), response.status());
	}

}
