package io.github.selftest.sample.selftest;

import org.springframework.stereotype.Component;

import io.github.selftest.api.Groups;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.SelfTest;

@Component
class SecuritySelfTests {

	private final TestCustomer customer;

	SecuritySelfTests(TestCustomer customer) {
		this.customer = customer;
	}

	@SelfTest(title = "Security: a customer is kept out of the administration", groups = Groups.SMOKE,
			after = "customerSeesOwnOrders")
	void customerIsNoAdministrator(LoopbackClient shop) {
		shop.get("/admin/stock")
			.header("Authorization", this.customer.bearerToken(shop))
			.send()
			.expectStatus(403)
			.expectHeader("Content-Type contains problem+json");
	}

}
