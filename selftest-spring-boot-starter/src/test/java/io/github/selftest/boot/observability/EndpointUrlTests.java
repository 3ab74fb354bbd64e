package io.github.selftest.boot.observability;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointUrlTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void isBelowContextAndServletPathOnTheMainPort() {
		this.environment.withProperty("local.server.port", "8080")
			.withProperty("server.servlet.context-path", "/shop")
			.withProperty("spring.mvc.servlet.path", "/api");
		assertThat(url("/actuator/selftest")).isEqualTo("http://localhost:8080/shop/api/actuator/selftest/smoke");
	}

	@Test
	void isOnTheManagementPort() {
		this.environment.withProperty("local.server.port", "8080")
			.withProperty("local.management.port", "9090")
			.withProperty("management.server.port", "9090")
			.withProperty("server.servlet.context-path", "/shop")
			.withProperty("server.ssl.enabled", "true")
			.withProperty("management.server.base-path", "/ops");
		assertThat(url("/manage/selftest")).isEqualTo("http://localhost:9090/ops/manage/selftest/smoke");
	}

	@Test
	void isSecureWhereThePortIs() {
		this.environment.withProperty("local.server.port", "8443").withProperty("server.ssl.bundle", "web");
		assertThat(url("/actuator/selftest")).isEqualTo("https://localhost:8443/actuator/selftest/smoke");
	}

	@Test
	void saysHowToExposeTheEndpoint() {
		assertThat(url(null)).contains("'management.endpoints.web.exposure.include'");
	}

	private String url(@Nullable String path) {
		return new EndpointUrl(this.environment, () -> path).of("smoke");
	}

}
