package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

import io.github.selftest.api.synthetic.SyntheticAuthenticator;
import io.github.selftest.api.synthetic.SyntheticProof;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Limits, tokens, and proofs of others.
 */
class LimitsAndProofsTests {

	private static final SyntheticSigner SLOW = new SyntheticSigner("slow", Shop.OTHER_SECRET, "shop");

	private static Shop shop;

	@BeforeAll
	static void start() {
		shop = Shop.of(WithAuthenticator.class, Shop.keys("selftest.synthetic.keys[1].id=slow",
				"selftest.synthetic.keys[1].secret=" + Shop.OTHER_SECRET,
				"selftest.synthetic.keys[1].requests-per-second=1", "selftest.synthetic.tokens[0].id=hand",
				"selftest.synthetic.tokens[0].value=" + Shop.TOKEN, "selftest.synthetic.tokens[0].tenants=sandbox-1",
				"selftest.synthetic.max-nonces=2000", "server.http2.enabled=true"));
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@Test
	void keyOverItsLimitIsToldWhenToComeBackAndOthersAreServed() throws IOException {
		double before = shop.count("refused", "over-limit");
		List<Wire.Reply> refused = new ArrayList<>();
		for (int i = 0; i < 40 && refused.size() < 4; i++) {
			Wire.Reply reply = shop.send(SLOW, "GET", "/who/me");
			if (reply.status() == 429) {
				refused.add(reply);
			}
		}
		assertThat(refused).hasSize(4).allSatisfy((reply) -> {
			assertThat(reply.header("Retry-After")).isEqualTo("1");
			assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(reply.body()).contains("\"code\":\"synthetic.over-limit\"");
		});
		assertThat(shop.count("refused", "over-limit")).isEqualTo(before + refused.size());
		assertThat(shop.send(Shop.CI, "GET", "/who/me").status()).isEqualTo(200);
		assertThat(shop.send("GET", "/who/me").status()).isEqualTo(200);
	}

	/**
	 * Else the answer would count as a user's.
	 */
	@Test
	void requestOverItsLimitIsVerifiedWhateverItsBodyAndAForgedOneIsNot() throws IOException {
		Attempt signed = Attempt.order().line("POST", "/auth/token").tenant("").key("slow", Shop.OTHER_SECRET);
		Wire.Reply last = signed.send(shop.port());
		for (int i = 0; i < 20 && last.status() != 429; i++) {
			last = signed.nonce(UUID.randomUUID().toString()).send(shop.port());
		}
		assertThat(last.status()).isEqualTo(429);
		MeterRegistry meters = shop.context().getBean(MeterRegistry.class);
		await()
			.untilAsserted(() -> assertThat(meters.find("synthetic.http.server.requests").tags("status", "429").timer())
				.isNotNull());
		Wire.Reply forged = Attempt.order().key("slow", Shop.SECRET).send(shop.port());
		assertThat(forged.status()).isEqualTo(403);
		assertThat(forged.body()).contains("synthetic.claim-rejected");
		assertThat(meters.find("http.server.requests").tags("status", "429").timer()).isNull();
	}

	@Test
	void tokenProvesARequestWithinItsScope() throws IOException {
		String[] headers = { "X-Synthetic-Request: true", "X-Synthetic-Token: " + Shop.TOKEN,
				"X-Synthetic-Run: by-hand" };
		assertThat(shop.send("GET", "/who/me", headers).body()).isEqualTo("hand/by-hand - true by-hand");
		assertThat(shop.send("POST", "/orders", headers).body()).contains("synthetic.no-grant");
		assertThat(shop
			.send("POST", "/orders", "X-Synthetic-Request: true", "X-Synthetic-Token: " + Shop.TOKEN,
					"X-Synthetic-Tenant: sandbox-1")
			.status()).isEqualTo(200);
		assertThat(shop
			.send("POST", "/orders", "X-Synthetic-Request: true", "X-Synthetic-Token: " + Shop.TOKEN,
					"X-Synthetic-Tenant: sandbox-2")
			.body()).contains("synthetic.claim-rejected");
		assertThat(shop.send("POST", "/orders", "X-Synthetic-Request: true", "X-Synthetic-Token: " + Shop.TOKEN + "x")
			.body()).contains("synthetic.claim-rejected");
	}

	/**
	 * Whoever shows the headers of a request would else show a token that stays good.
	 */
	@Test
	void serviceDoesNotSeeTheProofOfAVerifiedRequest() throws IOException {
		String[] token = { "X-Synthetic-Request: true", "X-Synthetic-Token: " + Shop.TOKEN };
		assertThat(shop.send("GET", "/headers", token).body()).isEqualTo("x-synthetic-request=true null false");
		assertThat(shop.send(Shop.CI, "GET", "/headers").body()).isEqualTo("x-synthetic-request=true null false");
		assertThat(shop.send("GET", "/headers", "X-Synthetic-Signature: of-a-user").body())
			.isEqualTo("x-synthetic-signature=of-a-user of-a-user false");
	}

	@Test
	void sameHoldsOverHttp2() throws Exception {
		assertThat(overHttp2("GET", "/who/me", "", "").body()).startsWith("ci - true");
		assertThat(overHttp2("POST", "/orders", "sandbox-1", "{}").body()).isEqualTo("ci sandbox-1 true null {}");
		assertThat(overHttp2("POST", "/orders", "", "{}").body()).contains("synthetic.no-grant");
		assertThat(overHttp2("POST", "/orders", "sandbox-1", "{}", "x-synthetic-tenant", "production").body())
			.contains("synthetic.claim-rejected");
		assertThat(overHttp2("POST", "/orders", "sandbox-1", "{}", "x-synthetic-request", "true").body())
			.contains("synthetic.claim-rejected");
	}

	private static HttpResponse<String> overHttp2(String method, String target, String tenant, String body,
			String... more) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + shop.port());
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(target))
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		Shop.CI.headers(
				SyntheticRequest.of(method, target).withTenant(tenant).withBody(body.getBytes(StandardCharsets.UTF_8)))
			.forEach(request::header);
		if (more.length > 0) {
			request.header(more[0], more[1]);
		}
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
		// an upgraded connection carries the first request in HTTP/1.1
		client.send(HttpRequest.newBuilder(uri.resolve("/who/first")).build(), BodyHandlers.ofString());
		HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
		return response;
	}

	@Test
	void authenticatorKnowsAnotherProof() throws IOException {
		assertThat(mesh("good", "sandbox-1").body()).startsWith("mesh-ci sandbox-1 true null");
		assertThat(mesh("good", "production").body()).contains("synthetic.claim-rejected");
	}

	@Test
	void authenticatorWithoutAnAnswerIsNoProof() throws IOException {
		assertThat(mesh("null", "sandbox-1").body()).contains("synthetic.claim-rejected");
	}

	@Test
	void bodyThatAFilterHasTakenAwayIsNoProofAndNoFault() throws IOException {
		Wire.Reply reply = Attempt.order().changedHeaders((headers) -> {
			headers.add("X-Read-Before: true");
			return headers;
		}).send(shop.port());
		assertThat(reply.body()).contains("synthetic.claim-rejected");
	}

	@Test
	void whatAnAuthenticatorRejectsOrThrowsIsNoProof() throws IOException {
		double before = shop.count("rejected", "not-authenticated");
		assertThat(mesh("bad", "sandbox-1").body()).contains("synthetic.claim-rejected");
		Wire.Reply broken = mesh("broken", "sandbox-1");
		assertThat(broken.body()).contains("synthetic.claim-rejected").doesNotContain("inner secret");
		assertThat(shop.count("rejected", "not-authenticated")).isEqualTo(before + 2);
		assertThat(shop.send("POST", "/orders", "X-Synthetic-Request: true").status()).isEqualTo(403);
	}

	/**
	 * Those of others are not kept, however many there are, and no verified one is
	 * forgotten.
	 */
	@Test
	void noncesAreKeptOfVerifiedRequestsAlone() throws IOException {
		Attempt flood = Attempt.order().line("GET", "/who/me").tenant("").body("").key("ci", Shop.OTHER_SECRET);
		for (int i = 0; i < 50; i++) {
			assertThat(flood.nonce(UUID.randomUUID().toString()).send(shop.port()).status()).isEqualTo(200);
		}
		String replayed = UUID.randomUUID().toString();
		assertThat(flood.nonce(replayed).send(shop.port()).body()).startsWith("user");
		assertThat(flood.key("ci", Shop.SECRET).send(shop.port()).body()).startsWith("ci");
		assertThat(flood.send(shop.port()).body()).startsWith("user");
	}

	private static Wire.Reply mesh(String proof, String tenant) throws IOException {
		return Wire.send(shop.port(), "POST", "/orders",
				List.of("X-Synthetic-Request: true", "X-Synthetic-Tenant: " + tenant, "X-Mesh: " + proof),
				"{}".getBytes(StandardCharsets.UTF_8));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.Service.class)
	static class WithAuthenticator {

		@Bean
		FilterRegistrationBean<Filter> readsBefore() {
			FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
				if (((HttpServletRequest) request).getHeader("X-Read-Before") != null) {
					request.getReader();
				}
				chain.doFilter(request, response);
			});
			filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
			filter.setName("aReadsBefore");
			return filter;
		}

		@Bean
		@SuppressWarnings("NullAway")
		SyntheticAuthenticator mesh() {
			return (claim) -> {
				if (claim.headers("x-mesh").isEmpty()) {
					return SyntheticProof.none();
				}
				if (claim.headers("X-Mesh").contains("null")) {
					return null;
				}
				if (claim.headers("X-Mesh").contains("broken")) {
					throw new IOException("inner secret");
				}
				boolean isGood = claim.headers("X-Mesh").contains("good") && claim.body().length == 2
						&& claim.method().equals("POST") && claim.target().equals("/orders");
				return isGood ? SyntheticProof.verified("mesh-ci").withTenants(List.of("sandbox-1"))
						: SyntheticProof.rejected();
			};
		}

	}

}
