package io.github.selftest.sample;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

import io.github.selftest.sample.signin.TestAccount;

/**
 * Signs in.
 */
class Customers {

	static final String FARMERS_PASSWORD = "only for the tests";

	static final String MONITOR_SECRET = "only for the tests, and long enough";

	private final RestTestClient shop;

	private final TestAccount testAccount;

	Customers(RestTestClient shop, TestAccount testAccount) {
		this.shop = shop;
		this.testAccount = testAccount;
	}

	Consumer<HttpHeaders> testAccount() {
		return signIn(this.testAccount.username(), this.testAccount.password());
	}

	Consumer<HttpHeaders> farmer() {
		return signIn("farmer", FARMERS_PASSWORD);
	}

	private Consumer<HttpHeaders> signIn(String username, String password) {
		Map<?, ?> token = Objects.requireNonNull(this.shop.post()
			.uri("/auth/token")
			.body(Map.of("username", username, "password", password))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody());
		return (headers) -> headers.setBearerAuth(String.valueOf(token.get("accessToken")));
	}

}
