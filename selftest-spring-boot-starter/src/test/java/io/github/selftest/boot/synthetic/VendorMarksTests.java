package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.api.synthetic.SyntheticContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Monitors of vendors are named, and nothing else.
 */
class VendorMarksTests {

	private static final String AGENT = "User-Agent: k6/1.3.0 (https://k6.io/)";

	private static Shop shop;

	@BeforeAll
	static void start() {
		shop = Shop.of(Watched.class, Shop.keys("selftest.synthetic.vendor-marks=true"));
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@ParameterizedTest
	@CsvSource({ "datadog, sec-datadog: Request sent by a Datadog Synthetics test",
			"datadog, x-datadog-origin: synthetics", "datadog, User-Agent: Datadog/Synthetics",
			"new-relic, X-NewRelic-Synthetics: abc",
			"cloudwatch, User-Agent: Mozilla/5.0 CloudWatchSynthetics/arn:aws:synthetics:eu-west-1:1:canary:shop",
			"grafana, x-sm-id: 1-2", "k6, User-Agent: k6/1.3.0 (https://k6.io/)",
			"baggage, 'baggage: a=b,synthetic_request=true'" })
	void vendorIsNamedAndCounted(String vendor, String header) throws IOException {
		double before = recognised(vendor);
		assertThat(shop.send("GET", "/vendor", header).body()).isEqualTo(vendor + " false");
		assertThat(recognised(vendor)).isEqualTo(before + 1);
	}

	@Test
	void userHasNoVendor() throws IOException {
		assertThat(shop.send("GET", "/vendor", "User-Agent: Mozilla/5.0").body()).isEqualTo("null false");
	}

	@Test
	void requestOfAVendorIsOfAUserInAllElse() throws IOException {
		assertThat(shop.send("POST", "/orders", AGENT).body()).startsWith("user - null null");
		await().untilAsserted(() -> assertThat(shop.context().getBean(MeterRegistry.class).getMeters())
			.extracting((meter) -> meter.getId().getName())
			.contains("http.server.requests")
			.doesNotContain("synthetic.http.server.requests"));
	}

	@Test
	void spanSaysThatItIsABotWithoutASeriesOfItsOwn() throws IOException {
		shop.send("GET", "/vendor?span", AGENT);
		Spans spans = shop.context().getBean(Spans.class);
		await().untilAsserted(() -> assertThat(spans.high).contains(KeyValue.of("user_agent.synthetic.type", "bot")));
		assertThat(spans.low).noneMatch((tag) -> tag.getKey().contains("synthetic"));
	}

	private static double recognised(String vendor) {
		return shop.context()
			.getBean(MeterRegistry.class)
			.find("selftest.synthetic.claims")
			.tags("result", "recognised", "reason", vendor)
			.functionCounters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Shop.Service.class, Spans.class })
	@RestController
	static class Watched {

		@GetMapping("/vendor")
		String vendor() {
			return MDC.get("synthetic.vendor") + " " + SyntheticContext.isActive();
		}

	}

	/**
	 * Stands in for a tracer.
	 */
	@Component
	static class Spans implements ObservationHandler<ServerRequestObservationContext> {

		private final Queue<KeyValue> high = new ConcurrentLinkedQueue<>();

		private final Queue<KeyValue> low = new ConcurrentLinkedQueue<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ServerRequestObservationContext;
		}

		@Override
		public void onStop(ServerRequestObservationContext context) {
			context.getHighCardinalityKeyValues().forEach(this.high::add);
			context.getLowCardinalityKeyValues().forEach(this.low::add);
		}

	}

}
