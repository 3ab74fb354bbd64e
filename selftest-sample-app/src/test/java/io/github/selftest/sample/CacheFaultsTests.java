package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The caching of the shop, broken. Faults that do not hide each other share a start.
 */
class CacheFaultsTests {

	@ParameterizedTest
	@EnumSource
	void catchesEachFault(Start start) throws Exception {
		try (ConfigurableApplicationContext shop = start(start.profiles())) {
			ask(shop, "POST", "/actuator/selftest/deep?http=report&wait=60s");
			for (Fault fault : start.faults) {
				assertThat(codes(shop, fault.check)).as(fault.profile())
					.contains(fault.status + " http-cache." + fault.rule);
			}
		}
	}

	@Test
	void knowsEachFaultOfTheReadme() {
		Stream<String> started = Arrays.stream(Start.values())
			.flatMap((start) -> start.faults.stream())
			.map(Fault::profile);
		assertThat(started)
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(Fault.values()).map(Fault::profile).toList());
	}

	private static TreeSet<String> codes(ConfigurableApplicationContext shop, String check) throws Exception {
		TreeSet<String> codes = new TreeSet<>();
		JsonNode document = ask(shop, "GET", "/actuator/selftest/deep/" + check);
		document.findValues("findings")
			.forEach((findings) -> findings.valueStream()
				.forEach((finding) -> codes
					.add(finding.path("status").stringValue() + " " + finding.path("code").stringValue())));
		return codes;
	}

	private static ConfigurableApplicationContext start(String... profiles) {
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles(profiles)
			.run("--server.port=0", "--selftest.endpoint.min-interval=1ms",
					"--selftest.loopback.max-requests-per-second=1000");
	}

	private static JsonNode ask(ConfigurableApplicationContext shop, String method, String path) throws Exception {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(90))
			.method(method, BodyPublishers.noBody())
			.build();
		HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		return JsonMapper.shared().readTree(answer.body());
	}

	/**
	 * A fault, and how it is caught.
	 */
	private enum Fault {

		VARY("httpCacheStylesheet", "WARN", "304-vary"),

		IF_RANGE("httpCacheStylesheet", "WARN", "if-range-stale"),

		CODED_PART("httpCacheStylesheet", "WARN", "range-encoding-coherent"),

		VERSIONED_TAG("httpCacheStylesheet", "FAIL", "inm-304"),

		TIMESTAMPS("httpCacheStylesheet", "FAIL", "lm-normalised-timestamp"),

		ERRORS("httpCacheProduct", "FAIL", "cc-error-cacheable"),

		IDENTITY_TAG("httpCacheProduct", "FAIL", "etag-stable"),

		BULK_UPDATE("httpCacheMutationPrice", "FAIL", "validator-changes-on-write"),

		PERSONAL("httpCacheProduct", "FAIL", "cc-personalised-shared"),

		COOKIE("httpCacheProduct", "FAIL", "cc-set-cookie-cacheable");

		private final String check;

		private final String status;

		private final String rule;

		Fault(String check, String status, String rule) {
			this.check = check;
			this.status = status;
			this.rule = rule;
		}

		String profile() {
			return "fault-cache-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * A start of the shop with several faults.
	 */
	private enum Start {

		ONE(Fault.VARY, Fault.IF_RANGE, Fault.CODED_PART, Fault.TIMESTAMPS, Fault.IDENTITY_TAG, Fault.ERRORS),

		TWO(Fault.VERSIONED_TAG, Fault.BULK_UPDATE, Fault.PERSONAL, Fault.COOKIE);

		private final List<Fault> faults;

		Start(Fault... faults) {
			this.faults = List.of(faults);
		}

		String[] profiles() {
			return this.faults.stream().map(Fault::profile).toArray(String[]::new);
		}

	}

}
