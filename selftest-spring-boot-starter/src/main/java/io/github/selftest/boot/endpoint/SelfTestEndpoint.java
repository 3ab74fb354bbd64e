package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.json.JsonParserFactory;

/**
 * What Actuator lists, exposes, links, secures and maps to a path. On Spring MVC
 * {@link SelfTestHandlerMapping} answers in its place; on other web stacks these
 * operations do, without query parameters and headers. They run nothing: whether a POST
 * comes from the page of another site cannot be told here.
 */
@WebEndpoint(id = SelfTestEndpoint.ID, defaultAccess = Access.READ_ONLY)
final class SelfTestEndpoint {

	static final String ID = "selftest";

	private final SelfTestHttp http;

	private final boolean showDetails;

	SelfTestEndpoint(SelfTestHttp http, boolean showDetails) {
		this.http = http;
		this.showDetails = showDetails;
	}

	@ReadOperation
	WebEndpointResponse<Map<String, Object>> overview() {
		return answer("GET");
	}

	@ReadOperation
	WebEndpointResponse<Map<String, Object>> group(@Selector String group) {
		return answer("GET", group);
	}

	@ReadOperation
	WebEndpointResponse<Map<String, Object>> check(@Selector String group, @Selector String check) {
		return answer("GET", group, check);
	}

	@WriteOperation
	WebEndpointResponse<Map<String, Object>> runGroup(@Selector String group) {
		return answer("POST", group);
	}

	@WriteOperation
	WebEndpointResponse<Map<String, Object>> runCheck(@Selector String group, @Selector String check) {
		return answer("POST", group, check);
	}

	private WebEndpointResponse<Map<String, Object>> answer(String method, String... path) {
		Answer answer = this.http.answer(new SelfTestRequest(method, List.of(path), null, null, null,
				SelfTestRequest.UNSEEN, true, this.showDetails));
		SelfTestResponse response = (answer instanceof Waiting waiting) ? waiting.responseNow()
				: (SelfTestResponse) answer;
		String body = new String(response.body(), StandardCharsets.UTF_8);
		return new WebEndpointResponse<>(JsonParserFactory.getJsonParser().parseMap(body), response.status());
	}

}
