package io.github.selftest.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;

@FarmShopTest
class SignInTests {

	@Autowired
	private RestTestClient shop;

	@Autowired
	private Customers customers;

	@Test
	void handsOutAToken() {
		signIn("farmer", Customers.FARMERS_PASSWORD).expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.accessToken")
			.value(String.class, (token) -> assertThat(token).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+"))
			.jsonPath("$.tokenType")
			.isEqualTo("Bearer")
			.jsonPath("$.expiresInSeconds")
			.isEqualTo(900);
	}

	@ParameterizedTest
	@ValueSource(strings = { "farmer", "smoke-test", "market-stall", "nobody" })
	void refusesAWrongPassword(String username) {
		signIn(username, "!").expectStatus()
			.isUnauthorized()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("WWW-Authenticate", "Bearer")
			.expectBody()
			.jsonPath("$.accessToken")
			.doesNotExist();
	}

	@Test
	void namesWhatIsMissing() {
		signIn("", "").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors.username")
			.isEqualTo("must not be blank")
			.jsonPath("$.errors.password")
			.isEqualTo("must not be blank");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders", "/admin/stock", "/nowhere" })
	void answersWhoHasNoTokenWithAChallenge(String path) {
		this.shop.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isUnauthorized()
			.expectHeader()
			.valueEquals("WWW-Authenticate", "Bearer")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void refusesATokenOfSomebodyElse() {
		String foreign = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmYXJtZXIifQ.pAGLdr2yWzUGCBL4hkwPmMS4CMjxPFvJvnRnSVgnPUM";
		this.shop.get()
			.uri("/orders")
			.headers((headers) -> headers.setBearerAuth(foreign))
			.exchange()
			.expectStatus()
			.isUnauthorized()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void keepsCustomersOutOfTheAdministration() {
		this.shop.get()
			.uri("/admin/stock")
			.headers(this.customers.testAccount())
			.exchange()
			.expectStatus()
			.isForbidden()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void letsAnAdministratorIn() {
		this.shop.get()
			.uri("/admin/stock")
			.headers(this.customers.farmer())
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$[0].product")
			.isEqualTo("Eggs");
	}

	private ResponseSpec signIn(String username, String password) {
		return this.shop.post().uri("/auth/token").body(Map.of("username", username, "password", password)).exchange();
	}

}
