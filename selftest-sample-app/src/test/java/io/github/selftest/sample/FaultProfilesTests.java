package io.github.selftest.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class FaultProfilesTests {

	private static final String REPAIR = "-- repair: ";

	@Test
	void passesWithoutAFault() throws Exception {
		try (ConfigurableApplicationContext shop = start("default")) {
			passes(shop);
		}
	}

	@Tag("slow")
	@ParameterizedTest
	@CsvSource(textBlock = """
			fault-database,   databaseAnswers,        no answer,      1
			fault-headers,    securityHeadersAreSent, no such header, nosniff
			fault-open-door,  wrongPasswordIsRefused, 200,            401
			fault-error-page, errorsHideTheirCause,   a text of,      absent
			""")
	void failsAndSaysWhy(String profile, String check, String observed, String expected) throws Exception {
		try (ConfigurableApplicationContext shop = start(profile)) {
			fails(shop, check, observed, expected);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			fault-schema,  visitorSeesProducts, 500,      200
			fault-orphans, ordersHaveLines,     2 orders, 0 orders
			""")
	void failsAndSaysWhyUntilRepaired(String profile, String check, String observed, String expected) throws Exception {
		try (ConfigurableApplicationContext shop = start(profile)) {
			fails(shop, check, observed, expected);
			shop.getBean(JdbcClient.class).sql(repair(profile)).update();
			passes(shop);
		}
	}

	@Tag("slow")
	@ParameterizedTest
	@CsvSource(textBlock = """
			fault-slow-query, catalogueIsFast,           ms,  750
			fault-sign-in,    customerSeesOwnOrders,     401, 200
			fault-roles,      customerIsNoAdministrator, 200, 403
			""")
	void failsAsWellAndSaysWhyUntilRepaired(String profile, String check, String observed, String expected)
			throws Exception {
		failsAndSaysWhyUntilRepaired(profile, check, observed, expected);
	}

	private static void fails(ConfigurableApplicationContext shop, String check, String observed, String expected)
			throws Exception {
		HttpResponse<String> answer = smoke(shop);
		JsonNode verdict = JsonMapper.shared().readTree(answer.body());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(424);
		assertThat(verdict.path("verdict").stringValue()).isEqualTo("FAIL");
		assertThat(verdict.path("failed").valueStream().map(JsonNode::stringValue)).containsExactly(check);
		assertThat(verdict.path("reason").stringValue()).contains(check, observed, expected);
	}

	private static void passes(ConfigurableApplicationContext shop) throws Exception {
		HttpResponse<String> answer = smoke(shop);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(JsonMapper.shared().readTree(answer.body()).path("verdict").stringValue()).isEqualTo("PASS");
	}

	private static ConfigurableApplicationContext start(String profile) {
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles(profile)
			.run("--server.port=0", "--selftest.endpoint.min-interval=1ms");
	}

	private static HttpResponse<String> smoke(ConfigurableApplicationContext shop) throws Exception {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/selftest/smoke?wait=60s");
		HttpRequest run = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(90))
			.POST(BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(run, BodyHandlers.ofString());
	}

	private static String repair(String profile) throws IOException {
		Resource[] migrations = new PathMatchingResourcePatternResolver()
			.getResources("classpath:db/" + profile + "/*");
		String sql = migrations[0].getContentAsString(StandardCharsets.UTF_8);
		assertThat(sql).startsWith(REPAIR);
		return sql.lines().findFirst().orElseThrow().substring(REPAIR.length());
	}

}
