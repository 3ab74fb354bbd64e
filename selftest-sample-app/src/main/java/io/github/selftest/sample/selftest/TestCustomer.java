package io.github.selftest.sample.selftest;

import java.util.Map;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.LoopbackClient;
import io.github.selftest.sample.signin.TestAccount;

/**
 * Signs in as the test account, the way a customer does.
 */
@Component
class TestCustomer {

	private final TestAccount account;

	private final JsonMapper json;

	TestCustomer(TestAccount account, JsonMapper json) {
		this.account = account;
		this.json = json;
	}

	String bearerToken(LoopbackClient shop) {
		String credentials = this.json
			.writeValueAsString(Map.of("username", this.account.username(), "password", this.account.password()));
		return "Bearer " + shop.post("/auth/token")
			.json(credentials)
			.send()
			.expectStatus(200)
			.expectJson("/accessToken exists")
			.json("/accessToken");
	}

}
