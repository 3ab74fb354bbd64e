package io.github.selftest.boot.check.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of what is printed when a service with a broken declaration is really started.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenHttpCheckTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			// property | value | seen | expected | action
			".request.path | http://example.org/ | 'http://example.org/' | a path below the context path | no other host",
			".request.path | //example.org | '//example.org' | a path below the context path | such as '/products?limit=1'",
			".request.path | `` | '' | a path below the context path | such as '/products?limit=1'",
			".request.method | FETCH | 'FETCH' | one of GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS | capital letters",
			".request.json | {} | 'a body for GET' | no body, as GET has none | a method such as POST",
			".request.headers.Host | example.org | 'Host' | a header that is not set by the client itself | Remove the header.",
			".expect.status | 99 | '99' | statuses from 100 to 599 | Correct the status.",
			".expect.status | 600 | '600' | statuses from 100 to 599 | Correct the status.",
			".expect.latency | 0 | 'PT0S' | a duration longer than 0 | Write a duration such as 500ms, 30s or 2m.",
			".deadline | -1s | 'PT-1S' | a duration longer than 0 | Write a duration such as 500ms, 30s or 2m.",
			".interval | 0s | 'PT0S' | a duration longer than 0 | Write a duration such as 500ms, 30s or 2m.",
			".groups | 1st | '1st' | names of groups such as 'smoke' | Start a name with a small letter",
			".groups | `` | nothing | the name of at least one group | set 'selftest.checks.eggs.enabled' to false",
			".expect.json[0] | /0/price = 4 | '/0/price = 4' | an expectation such as '/0/price > 0' | one of == !=",
			".expect.json[0] | price > 4 | 'price > 4' | an expectation such as '/0/price > 0' | a JSON pointer must",
			".expect.headers[0] | ETag | 'ETag' | an expectation such as 'Content-Type contains json' | Correct it:",
			".interval | soon | 'soon' | a duration such as 500ms, 30s or 2m | Correct the value",
			".severity | fatal | 'fatal' | one of critical, degrading, info | Correct the value",
			".expect.status | ok | 'ok' | a whole number, or several | Correct the value" })
	void namesPropertyValueAndRemedy(String property, String value, String seen, String expected, String action,
			CapturedOutput output) {
		start(Map.of(property, value));
		assertThat(output).contains("selftest.check.http.checks.eggs" + property)
			.containsPattern("(Seen|Value): " + Pattern.quote(seen))
			.contains("Expected: " + expected)
			.contains(action);
	}

	@Test
	void namesAnIdThatIsNone(CapturedOutput output) {
		startWith("selftest.check.http.checks.Eggs-fresh.request.path=/products",
				"selftest.check.http.checks.Eggs-fresh.expect.status=200");
		assertThat(output).contains("Where: selftest.check.http.checks.Eggs-fresh")
			.contains("Seen: 'Eggs-fresh'")
			.contains("Expected: an id such as 'productsAnswerJson'");
	}

	@Test
	void namesAMissingPath(CapturedOutput output) {
		startWith("selftest.check.http.checks.eggs.expect.status=200");
		assertThat(output).contains("Where: selftest.check.http.checks.eggs.request.path").contains("Seen: nothing");
	}

	@Test
	void namesACheckThatExpectsNothing(CapturedOutput output) {
		startWith("selftest.check.http.checks.eggs.request.path=/products");
		assertThat(output).contains("Where: selftest.check.http.checks.eggs.expect")
			.contains("Expected: at least one of status, latency, headers, json")
			.contains("A check that expects nothing proves nothing.");
	}

	@Test
	void namesAPropertyThatDoesNotExistAndThoseThatDo(CapturedOutput output) {
		start(Map.of(".expect.stauts", "200"));
		assertThat(output).contains("Property: selftest.check.http.checks.eggs.expect.stauts")
			.contains("Expected: one of status, latency, headers, json");
	}

	@Test
	void showsNeitherBodiesNorValuesOfHeaders(CapturedOutput output) {
		start(Map.of(".request.method", "POST", ".request.json", "s3cret"));
		assertThat(output).contains("Where: selftest.check.http.checks.eggs.request.json").contains("Expected: JSON");
		start(Map.of(".request.headers.Authorization", "s3cret\u00e9"));
		assertThat(output).contains("Where: selftest.check.http.checks.eggs.request.headers.Authorization");
		start(Map.of(".request.headres.Authorization", "s3cret"));
		assertThat(output).contains("Property: selftest.check.http.checks.eggs.request.headres.authorization")
			.contains("Expected: one of port, method, path, headers, json");
		start(Map.of(".request.path", "products?token=s3cret"));
		assertThat(output).contains("'products?token=***'").doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".request.headers.Authorization", ".request.json", ".request.path", ".expect.json" })
	void namesAPlaceholderWithoutAValue(String property, CapturedOutput output) {
		start(Map.of(property, "s3cret ${shop.nowhere}"));
		assertThat(output).contains("Where: selftest.check.http.checks.eggs" + property)
			.contains("Seen: '${shop.nowhere}'")
			.contains("Define 'shop.nowhere', or give a default as in '${shop.nowhere:default}'.")
			.doesNotContain("s3cret");
	}

	@Test
	void namesARequestThatIsATextAlone(CapturedOutput output) {
		startWith("selftest.check.http.checks.eggs.request=/products");
		assertThat(output).contains("Property: selftest.check.http.checks.eggs.request")
			.contains("Expected: one of port, method, path, headers, json");
	}

	private static void start(Map<String, String> changes) {
		List<String> properties = new ArrayList<>();
		changes.forEach((name, value) -> properties.add("selftest.check.http.checks.eggs" + name + "=" + value));
		if (!changes.containsKey(".request.path")) {
			properties.add("selftest.check.http.checks.eggs.request.path=/products");
		}
		if (!changes.containsKey(".expect.status")) {
			properties.add("selftest.check.http.checks.eggs.expect.status=200");
		}
		startWith(properties.toArray(String[]::new));
	}

	private static void startWith(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		assertThatException().isThrownBy(() -> application().run(arguments.toArray(String[]::new)));
	}

	private static SpringApplication application() {
		return new SpringApplicationBuilder(Service.class).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, HttpCheckAutoConfiguration.class })
	static class Service {

	}

}
