package io.github.selftest.sample;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

@FarmShopTest
class OrdersTests {

	@Autowired
	private RestTestClient shop;

	@Autowired
	private Customers customers;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void placesAnOrderAtThePricesOfTheCatalogue() {
		order(this.customers.farmer(), "{'lines': [{'productId': 5, 'quantity': 2}, {'productId': 6, 'quantity': 1}]}")
			.expectStatus()
			.isCreated()
			.expectBody()
			.jsonPath("$.total")
			.isEqualTo(17.6)
			.jsonPath("$.lines.length()")
			.isEqualTo(2);
	}

	@Test
	void addsUpTheSameProduct() {
		order(this.customers.farmer(), "{'lines': [{'productId': 7, 'quantity': 2}, {'productId': 7, 'quantity': 1}]}")
			.expectStatus()
			.isCreated()
			.expectBody()
			.json("{'total': 10.2, 'lines': [{'productId': 7, 'quantity': 3, 'price': 3.4}]}");
	}

	@Test
	void takesTheGoodsFromStockAndOutOfTheCache() {
		int before = stockOf(8);
		order(this.customers.farmer(), "{'lines': [{'productId': 8, 'quantity': 4}]}").expectStatus().isCreated();
		this.shop.get().uri("/products/8").exchange().expectBody().jsonPath("$.stock").isEqualTo(before - 4);
	}

	@Test
	void takesNothingWhenOneProductIsOutOfStock() {
		int before = stockOf(10);
		order(this.customers.farmer(),
				"{'lines': [{'productId': 10, 'quantity': 1}, {'productId': 12, 'quantity': 9}]}")
			.expectStatus()
			.isEqualTo(409)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("There are not 9 of product 12 in stock");
		assertThat(stockOf(10)).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{'lines': []}", "{'lines': [null]}", "{'lines': [{}]}",
			"{'lines': [{'productId': 1, 'quantity': 0}]}", "{'lines': [{'productId': 1, 'quantity': 1001}]}",
			"{'lines': [{'productId': -1, 'quantity': 1}]}" })
	void refusesWhatIsNoOrder(String body) {
		order(this.customers.farmer(), body).expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void showsACustomerTheOwnOrdersOnly() {
		this.shop.get()
			.uri("/orders")
			.headers(this.customers.testAccount())
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("[{'id': 1, 'total': 7.8, 'lines': [{'productId': 1, 'quantity': 2}, {'productId': 2, 'quantity': 1}]}]");
	}

	@Test
	void takesNoOrderWithoutAToken() {
		order((headers) -> {
		}, "{'lines': [{'productId': 1, 'quantity': 1}]}").expectStatus().isUnauthorized();
	}

	private ResponseSpec order(Consumer<HttpHeaders> customer, String body) {
		return this.shop.post()
			.uri("/orders")
			.headers(customer)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body.replace('\'', '"'))
			.exchange();
	}

	private int stockOf(long product) {
		return this.jdbc.sql("select stock from product where id = ?").param(product).query(Integer.class).single();
	}

}
