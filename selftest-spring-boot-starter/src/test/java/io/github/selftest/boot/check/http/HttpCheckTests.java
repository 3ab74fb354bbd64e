package io.github.selftest.boot.check.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.TestService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests of a declared check against a real service.
 */
@Timeout(60)
class HttpCheckTests {

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext service;

	@BeforeAll
	static void start() {
		service = TestService.start(new Class<?>[] { TestService.OnTomcat.class });
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void passesWhenAllIsAsExpected() {
		CheckResult result = run(Map.of("request.path", "/products", "expect.status", "200", "expect.latency", "10s",
				"expect.headers[0]", "Content-Type contains json", "expect.json[0]", "/0/price > 0", "expect.json[1]",
				"/0/name exists"));
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(result.findings()).extracting(Finding::code)
			.containsExactly("http.status", "http.header", "http.json", "http.json", "http.latency");
	}

	@Test
	void failsWithAllThatIsNotAsExpected() {
		CheckResult result = run(Map.of("request.path", "/products?status=500", "expect.status", "200,204",
				"expect.headers[0]", "ETag exists", "expect.json[0]", "/0/price > 5", "expect.json[1]",
				"/0/name exists", "expect.latency", "1ns"));
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(result.findings()).extracting(Finding::status, Finding::code, Finding::observed, Finding::expected)
			.startsWith(tuple(Status.FAIL, "http.status", "500", "200 or 204"),
					tuple(Status.FAIL, "http.header", "no such header", "exists"),
					tuple(Status.FAIL, "http.json", "4.50", "> 5"),
					tuple(Status.PASS, "http.json", "\"Fresh eggs\"", "exists"));
		assertThat(result.findings()).hasSize(5);
	}

	@Test
	void measuresTheLatency() {
		CheckResult result = run(Map.of("request.path", "/products", "expect.latency", "10s"));
		assertThat(result.measurements()).singleElement().satisfies((latency) -> {
			assertThat(latency.name()).isEqualTo("latency");
			assertThat(latency.unit()).isEqualTo("ms");
			assertThat(latency.value()).isPositive();
			assertThat(latency.limit()).isEqualTo(10_000.0);
		});
	}

	@Test
	void sendsTheDeclaredRequestOnce() {
		List<Map<String, String>> requests = service.getBean(TestService.ProductsServlet.class).requests();
		requests.clear();
		run(Map.of("request.method", "POST", "request.path", "/products?status=401", "request.headers.Authorization",
				"Bearer x", "request.json", "{\"username\":\"x\"}", "expect.status", "401", "expect.json[0]",
				"/0 exists"));
		assertThat(requests).singleElement()
			.satisfies((request) -> assertThat(request).containsEntry("uri", "POST /products")
				.containsEntry("Authorization", "Bearer x")
				.containsEntry("body", "{\"username\":\"x\"}")
				.containsEntry("X-Synthetic-Request", "true"));
	}

	@Test
	void isInconclusiveWhenTheServiceListensOnNoPort() {
		Check check = check(Map.of("request.path", "/products", "expect.status", "200"));
		FindingError error = catchThrowableOfType(FindingError.class,
				() -> check.run(TestCheckContext.of(check.definition()).withServiceOf(new MockEnvironment())));
		assertThat(error.finding().status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(error.finding().code()).isEqualTo("http.no-server");
	}

	@Test
	void isCodeOfOurs() {
		assertThat(check(Map.of("request.path", "/products", "expect.status", "200"))).isInstanceOf(BuiltInCheck.class);
	}

	private static CheckResult run(Map<String, String> declared) {
		HttpCheck check = check(declared);
		return check.run(TestCheckContext.of(check.definition()).withServiceOf(service.getEnvironment()));
	}

	private static HttpCheck check(Map<String, String> declared) {
		Binder binder = new Binder(new MapConfigurationPropertySource(declared));
		return new HttpCheckReader("products", binder.bindOrCreate("", HttpCheckProperties.Declared.class)).read();
	}

}
