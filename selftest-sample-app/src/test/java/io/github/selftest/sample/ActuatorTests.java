package io.github.selftest.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@FarmShopTest
class ActuatorTests {

	@Autowired
	private RestTestClient shop;

	@ParameterizedTest
	@ValueSource(strings = { "health", "health/liveness", "health/readiness", "info", "metrics", "prometheus" })
	void isOpenWithoutSignIn(String endpoint) {
		this.shop.get().uri("/actuator/" + endpoint).exchange().expectStatus().isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "env", "beans", "configprops", "heapdump", "loggers", "shutdown" })
	void exposesNothingElse(String endpoint) {
		this.shop.get().uri("/actuator/" + endpoint).exchange().expectStatus().isUnauthorized();
	}

	@Test
	void tellsWhatWasBuilt() {
		this.shop.get()
			.uri("/actuator/info")
			.exchange()
			.expectBody()
			.jsonPath("$.build.artifact")
			.isEqualTo("selftest-sample-app");
	}

	@Test
	void measuresPoolQueriesAndCache() {
		this.shop.get().uri("/products/1").exchange().expectStatus().isOk();
		this.shop.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectBody(String.class)
			.consumeWith((answer) -> assertThat(answer.getResponseBody()).contains(
					"hikaricp_connections_active{pool=\"shop\"}", "jdbc_query_seconds_count",
					"cache_gets_total{cache=\"products\""));
	}

	@Test
	void answersWhatTheFirewallRefusesWithAProblem() {
		this.shop.method(HttpMethod.valueOf("TRACK"))
			.uri("/products")
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

}
