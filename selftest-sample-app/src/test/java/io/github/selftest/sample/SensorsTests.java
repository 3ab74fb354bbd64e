package io.github.selftest.sample;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@FarmShopTest
class SensorsTests {

	@Autowired
	private RestTestClient shop;

	@Autowired
	private Customers customers;

	@Test
	void showsTheLatestReadingOfEachSensor() {
		report("greenhouse-2", "24.4", "70.5").expectStatus().isCreated();
		this.shop.get()
			.uri("/sensors/readings/latest")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$[?(@.sensor == 'greenhouse-2')].temperature")
			.isEqualTo(24.4);
	}

	@ParameterizedTest
	@CsvSource({ "-40.1, 50, temperature", "60.1, 50, temperature", "20, -0.1, humidity", "20, 100.1, humidity" })
	void refusesWhatOnlyABrokenSensorSees(String temperature, String humidity, String wrong) {
		report("henhouse", temperature, humidity).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.errors.length()")
			.isEqualTo(1)
			.jsonPath("$.errors." + wrong)
			.exists();
	}

	@Test
	void takesNoReadingWithoutAToken() {
		this.shop.post()
			.uri("/sensors/readings")
			.body(Map.of("sensor", "henhouse", "temperature", 20, "humidity", 50))
			.exchange()
			.expectStatus()
			.isUnauthorized();
	}

	private ResponseSpec report(String sensor, String temperature, String humidity) {
		return this.shop.post()
			.uri("/sensors/readings")
			.headers(this.customers.testAccount())
			.body(Map.of("sensor", sensor, "temperature", new BigDecimal(temperature), "humidity",
					new BigDecimal(humidity)))
			.exchange();
	}

}
