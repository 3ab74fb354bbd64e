package io.github.selftest.sample.selftest;

import org.springframework.stereotype.Component;

import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.SelfTest;

@Component
class JourneySelfTests {

	private final TestCustomer customer;

	JourneySelfTests(TestCustomer customer) {
		this.customer = customer;
	}

	@SelfTest(title = "Journey: a visitor opens a product of the catalogue", after = "visitorSeesProducts")
	void visitorOpensProduct(LoopbackClient shop) {
		Response list = shop.get("/products?limit=1").send().expectStatus(200);
		shop.get("/products/" + list.json("/0/id"))
			.send()
			.expectStatus(200)
			.expectJson("/name == " + list.json("/0/name"))
			.expectJson("/stock >= 0");
	}

	// signed, as all that the shop asks of itself: of who only claims to be synthetic it
	// would refuse the
	// sign-in. Each sign-in costs a password hash: once in five minutes is evidence
	// enough
	@SelfTest(title = "Journey: a customer signs in and sees the own orders", after = "databaseAnswers",
			interval = "5m")
	void customerSeesOwnOrders(LoopbackClient shop) {
		shop.get("/orders")
			.header("Authorization", this.customer.bearerToken(shop))
			.send()
			.expectStatus(200)
			// the one order that the account has, and nobody else's
			.expectJson("/0/total == 7.80")
			.expectJson("/1 absent");
	}

}
