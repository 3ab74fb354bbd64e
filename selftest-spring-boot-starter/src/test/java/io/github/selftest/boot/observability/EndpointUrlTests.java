package io.github.selftest.boot.observability;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.boot.observability.EndpointUrl.Place;

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
		EndpointUrl url = new EndpointUrl(this.environment, () -> PathOfEndpoint.in(endpoints()));
		assertThat(url.of("smoke")).isNull();
		assertThat(url.whereToLook()).contains("'management.endpoints.web.exposure.include'");
	}

	@Test
	void saysThatThereIsNoWeb() {
		assertThat(new EndpointUrl(this.environment, () -> PathOfEndpoint.in(null)).whereToLook())
			.isEqualTo("no URL, as this is no web application with Actuator's endpoints");
	}

	@Test
	void hasNoDoubleSlashWhereTheMappingStartsWithOne() {
		EndpointUrl url = new EndpointUrl(this.environment,
				() -> PathOfEndpoint.in(endpoints(new MappedEndpoint("/checks"))));
		assertThat(url.whereToLook()).isEqualTo("http://localhost/actuator/checks");
	}

	private @Nullable String url(String path) {
		return new EndpointUrl(this.environment, () -> Place.at(path)).of("smoke");
	}

	private static PathMappedEndpoints endpoints(MappedEndpoint... endpoints) {
		EndpointsSupplier<MappedEndpoint> supplier = () -> List.of(endpoints);
		return new PathMappedEndpoints("/actuator", List.of(supplier));
	}

	/**
	 * The endpoint as Actuator has mapped it.
	 */
	private record MappedEndpoint(String rootPath) implements ExposableWebEndpoint {

		@Override
		public EndpointId getEndpointId() {
			return EndpointId.of("selftest");
		}

		@Override
		public Access getDefaultAccess() {
			return Access.READ_ONLY;
		}

		@Override
		public Collection<WebOperation> getOperations() {
			return List.of();
		}

		@Override
		public String getRootPath() {
			return this.rootPath;
		}

	}

}
