package io.github.selftest.boot.check.slo;

import java.util.List;

import io.micrometer.common.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;

class UserRequestsTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final MockServletContext application = new MockServletContext();

	private final MockHttpServletRequest request = new MockHttpServletRequest(this.application) {

		@Override
		public String getContextPath() {
			throw new AssertionError("takes memory for each request on Tomcat");
		}

	};

	private boolean own;

	@ParameterizedTest
	@CsvSource({ "/products, true", "/actuator, false", "/actuator/health, false", "/actuatorx, true", "/health, false",
			"/health/records, true", "/healthy, true", "/internal/x, false", "/shop/health, true", "/livez, true" })
	void areNotThoseOfActuatorAndOfProbes(String path, boolean counts) {
		assertThat(include(path, "", List.of("/actuator"))).isEqualTo(counts);
	}

	@ParameterizedTest
	@CsvSource({ "/shop/api/products, true", "/shop/api/actuator/health, false", "/shop/api/health, false",
			"/shop/actuator/health, false", "/shopping/health, true", "/health, true" })
	void areFoundBelowContextPathAndServletPath(String path, boolean counts) {
		this.environment.setProperty("spring.mvc.servlet.path", "/api/");
		assertThat(include(path, "/shop", List.of("/actuator"))).isEqualTo(counts);
	}

	@ParameterizedTest
	@CsvSource({ "/products, true", "/metrics/http.server.requests, false", "/selftest/canary, false", "/, true" })
	void areToldFromEndpointsAtTheRoot(String path, boolean counts) {
		assertThat(include(path, "", List.of("/metrics", "/selftest"))).isEqualTo(counts);
	}

	@Test
	void areNotThoseOfTheKubelet() {
		this.environment.setProperty("management.endpoint.health.probes.add-additional-paths", "true");
		assertThat(include("/readyz", "", List.of())).isFalse();
	}

	@Test
	void areNotOurOwn() {
		this.own = true;
		assertThat(include("/products", "", List.of())).isFalse();
	}

	@Test
	void areThoseOfWhoeverMarksThemWithoutProof() {
		this.request.addHeader("X-Synthetic-Request", "true");
		assertThat(include("/products", "", List.of())).isTrue();
	}

	@Test
	void areNotSynthetic() {
		this.request.setAttribute(SyntheticContext.REQUEST_ATTRIBUTE, SyntheticContext.of("monitor", null, null, null));
		assertThat(include("/products", "", List.of())).isFalse();
	}

	@Test
	void areThoseThatTheHostCallsSynthetic() {
		ServerRequestObservationContext context = context("/products", "");
		context.addLowCardinalityKeyValue(KeyValue.of("synthetic", "true"));
		assertThat(users(List.of()).include(context)).isTrue();
	}

	private boolean include(String path, String contextPath, List<String> actuator) {
		return users(actuator).include(context(path, contextPath));
	}

	private UserRequests users(List<String> actuator) {
		return new UserRequests((request) -> this.own,
				() -> PathsOfHost.of(this.environment, List.of("/internal/"), actuator));
	}

	private ServerRequestObservationContext context(String path, String contextPath) {
		this.request.setRequestURI(path);
		this.application.setContextPath(contextPath);
		return new ServerRequestObservationContext(this.request, new MockHttpServletResponse());
	}

}
