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
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The caching of the shop, broken. Faults that do not hide each other share a start.
 */
@Tag("slow")
class CacheFaultsTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void catchesEachFault(int start) throws Exception {
		List<Fault> faults = Arrays.stream(Fault.values()).filter((fault) -> fault.start == start).toList();
		String[] profiles = faults.stream().map(Fault::profile).toArray(String[]::new);
		try (ConfigurableApplicationContext shop = start(profiles)) {
			ask(shop, "POST", "/actuator/selftest/deep?http=report&wait=60s");
			for (Fault fault : faults) {
				assertThat(codes(shop, fault.check)).as(fault.profile())
					.contains(fault.status + " http-cache." + fault.rule);
			}
		}
	}

	private static Set<String> codes(ConfigurableApplicationContext shop, String check) throws Exception {
		Set<String> codes = new TreeSet<>();
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
	 * A fault, the start of the shop that it is part of, and how it is caught.
	 */
	private enum Fault {

		VARY(1, "httpCacheStylesheet", "WARN", "304-vary"),

		IF_RANGE(1, "httpCacheStylesheet", "WARN", "if-range-stale"),

		CODED_PART(1, "httpCacheStylesheet", "WARN", "range-encoding-coherent"),

		VERSIONED_TAG(2, "httpCacheStylesheet", "FAIL", "inm-304"),

		TIMESTAMPS(1, "httpCacheStylesheet", "FAIL", "lm-normalised-timestamp"),

		ERRORS(1, "httpCacheProduct", "FAIL", "cc-error-cacheable"),

		IDENTITY_TAG(1, "httpCacheProduct", "FAIL", "etag-stable"),

		BULK_UPDATE(2, "httpCacheMutationPrice", "FAIL", "validator-changes-on-write"),

		PERSONAL(2, "httpCacheProduct", "FAIL", "cc-personalised-shared"),

		COOKIE(2, "httpCacheProduct", "FAIL", "cc-set-cookie-cacheable");

		private final int start;

		private final String check;

		private final String status;

		private final String rule;

		Fault(int start, String check, String status, String rule) {
			this.start = start;
			this.check = check;
			this.status = status;
			this.rule = rule;
		}

		String profile() {
			return "fault-cache-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
