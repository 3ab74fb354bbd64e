package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each claim that is not valid, against a real Tomcat over sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefusedClaimsTests {

	private static final String RETIRED = "retired-0123456789abcdef0123456789";

	private static final String NEXT = "rotated-0123456789abcdef0123456789";

	private static Shop shop;

	@BeforeAll
	static void start() {
		shop = Shop.onTomcat(Shop.keys("selftest.synthetic.keys[1].id=retired",
				"selftest.synthetic.keys[1].secret=" + RETIRED, "selftest.synthetic.keys[1].tenants=*",
				"selftest.synthetic.keys[1].not-after=" + Instant.now().minusSeconds(1),
				"selftest.synthetic.keys[2].id=next", "selftest.synthetic.keys[2].secret=${monitor.variable}",
				"monitor.variable=" + NEXT, "selftest.synthetic.keys[2].tenants=*",
				"selftest.synthetic.keys[3].id=narrow", "selftest.synthetic.keys[3].secret=" + Shop.OTHER_SECRET,
				"selftest.synthetic.keys[3].tenants=*", "selftest.synthetic.keys[3].paths=/auth/**,GET /who/*",
				"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always",
				"management.prometheus.metrics.export.enabled=true"));
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	static Stream<Arguments> claims() {
		return Stream.of(claim("a mark without proof", "no-proof", without("X-Synthetic-Signature")),
				claim("another service", "bad-signature", Attempt.order().audience("bank")),
				claim("a clock two minutes ahead", "outside-window", Attempt.order().secondsOff(120)),
				claim("a clock two minutes behind", "outside-window", Attempt.order().secondsOff(-120)),
				claim("another method", "bad-signature",
						Attempt.order().changed((sent) -> sent.withMethod("DELETE").withTarget("/orders/1"))),
				claim("another path", "bad-signature", Attempt.order().changed((sent) -> sent.withTarget("/json"))),
				claim("another query", "bad-signature",
						Attempt.order().changed((sent) -> sent.withTarget("/orders?all=true"))),
				claim("another tenant", "bad-signature", replace("X-Synthetic-Tenant", "sandbox-2")),
				claim("a tenant that was not signed", "bad-signature",
						Attempt.order().tenant("").changedHeaders(added("X-Synthetic-Tenant: sandbox-1"))),
				claim("no tenant where one was signed", "bad-signature", without("X-Synthetic-Tenant")),
				claim("another fault", "bad-signature", Attempt.order()
					.fault("delay:1s")
					.changedHeaders((
							headers) -> headers.stream().map((line) -> line.replace("delay:1s", "delay:9s")).toList())),
				claim("another body", "bad-signature", Attempt.order().changed((sent) -> sent.withBody("{\"a\":2}"))),
				claim("a body that was not signed", "bad-signature",
						Attempt.order().body("").changed((sent) -> sent.withBody("{}"))),
				claim("no body where one was signed", "bad-signature",
						Attempt.order().changed((sent) -> sent.withBody(""))),
				claim("an unknown key", "unknown-key", Attempt.order().key("nobody", Shop.SECRET)),
				claim("an expired key", "key-expired", Attempt.order().key("retired", RETIRED)),
				claim("the id of one key and the secret of another", "bad-signature",
						Attempt.order().key("next", Shop.SECRET)),
				claim("the id of the service's own key", "bad-signature", Attempt.order().key("self", Shop.SECRET)),
				claim("a tenant out of scope", "tenant-not-allowed", Attempt.order().tenant("production")),
				claim("a fault out of scope", "fault-not-allowed", Attempt.order().fault("kill:all")),
				claim("a path out of scope", "path-not-allowed", Attempt.order().key("narrow", Shop.OTHER_SECRET)),
				claim("two marks", "malformed", Attempt.order().changedHeaders(added("X-Synthetic-Request: true"))),
				claim("marks joined by a proxy", "malformed", replace("X-Synthetic-Request", "true, true")),
				claim("a mark in capital letters", "malformed", replace("X-Synthetic-Request", "TRUE")),
				claim("a mark of another kind", "malformed", replace("X-Synthetic-Request", "yes")),
				claim("two signatures", "malformed",
						Attempt.order()
							.changedHeaders(added(
									"X-Synthetic-Signature: kid=ci,t=1,n=0123456789abcdef,v1=" + "0".repeat(64)))),
				claim("signatures joined by a proxy", "malformed",
						Attempt.order()
							.changedHeaders((headers) -> headers.stream()
								.map((line) -> line.startsWith("X-Synthetic-Signature")
										? line + ", " + line.split(": ", 2)[1] : line)
								.toList())),
				claim("two tenants", "malformed",
						Attempt.order().changedHeaders(added("x-synthetic-tenant: production"))),
				claim("tenants joined by a proxy", "malformed", replace("X-Synthetic-Tenant", "sandbox-1, production")),
				claim("an empty tenant", "malformed",
						Attempt.order().tenant("").changedHeaders(added("X-Synthetic-Tenant: "))),
				claim("two runs", "malformed",
						Attempt.order().changedHeaders(added("X-Synthetic-Run: a", "X-Synthetic-Run: b"))),
				claim("a run with blanks", "malformed", Attempt.order().changedHeaders(added("X-Synthetic-Run: a b"))),
				claim("a signature of 4,000 characters", "malformed",
						replace("X-Synthetic-Signature", "kid=" + "a".repeat(4000))),
				claim("a tenant of 4,000 characters", "malformed",
						replace("X-Synthetic-Tenant", "sandbox-" + "a".repeat(4000))),
				claim("parts in another order", "malformed", reordered()),
				claim("a signature in capital letters", "malformed", signature((value) -> {
					int mac = value.indexOf("v1=") + 3;
					return value.substring(0, mac) + "A" + value.substring(mac + 1);
				})), claim("a short nonce", "malformed", Attempt.order().nonce("0123456789abcde")),
				claim("a long nonce", "malformed", Attempt.order().nonce("a".repeat(65))),
				claim("a nonce with other characters", "malformed", Attempt.order().nonce("0123456789abcdef/")),
				claim("a time with a sign", "malformed", signature((value) -> value.replace("t=", "t=+"))),
				claim("a time of twenty digits", "malformed",
						signature((value) -> value.replace("t=", "t=99999999999"))),
				claim("a part twice", "malformed", signature((value) -> value.replace(",n=", ",n=a,n="))),
				claim("another version", "malformed", signature((value) -> value.replace("v1=", "v2="))),
				claim("a blank after a comma", "malformed", signature((value) -> value.replace(",t=", ", t="))),
				claim("a token beside the signature", "malformed",
						Attempt.order().changedHeaders(added("X-Synthetic-Token: " + Shop.TOKEN))),
				claim("a token where there is none", "unknown-token",
						Attempt.order()
							.changedHeaders((headers) -> List.of("X-Synthetic-Request: true",
									"X-Synthetic-Token: " + Shop.TOKEN))),
				claim("a body of more than 64 KB", "body-too-large", Attempt.order().body("a".repeat(65_537))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("claims")
	void claimOnAnUnsafeMethodIsRefusedAndCounted(String name, String reason, Attempt attempt) throws IOException {
		double before = shop.count("rejected", reason);
		Wire.Reply reply = attempt.send(shop.port());
		assertThat(reply.status()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
		assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(reply.header("X-Synthetic-Decision")).isEqualTo("rejected");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.body()).contains("\"code\":\"synthetic.claim-rejected\"", "\"status\":403")
			.doesNotContain(Shop.SECRET);
		assertThat(shop.count("rejected", reason)).isEqualTo(before + 1);
		assertThat(shop.served()).doesNotContain("order", "delete");
	}

	@Test
	void unknownKeyAndWrongSignatureAreToldTheSame() throws IOException {
		String unknown = Attempt.order().key("nobody", Shop.SECRET).send(shop.port()).body();
		assertThat(unknown).isEqualTo(Attempt.order().key("ci", Shop.OTHER_SECRET).send(shop.port()).body())
			.isEqualTo(Attempt.order().key("retired", RETIRED).send(shop.port()).body());
	}

	@Test
	void claimThatIsNotValidIsAUserOnSafeMethods() throws IOException {
		Attempt attempt = Attempt.order().line("GET", "/who/me").tenant("").body("");
		String user = "user - null null";
		assertThat(attempt.send(shop.port()).body()).startsWith("ci - true");
		assertThat(attempt.send(shop.port()).body()).as("replayed").isEqualTo(user);
		for (Attempt broken : List.of(attempt.key("nobody", Shop.SECRET), attempt.key("ci", Shop.OTHER_SECRET))) {
			Wire.Reply reply = broken.nonce(UUID.randomUUID().toString()).send(shop.port());
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.body()).isEqualTo(user);
			assertThat(reply.headers()).doesNotContainKey("X-Synthetic-Decision");
		}
		assertThat(shop.send("GET", "/who/me", "X-Synthetic-Request: true").body()).isEqualTo(user);
		assertThat(shop.send("OPTIONS", "/who/me", "X-Synthetic-Request: true").status()).isEqualTo(200);
		assertThat(shop.send("HEAD", "/who/me", "X-Synthetic-Request: true").status()).isEqualTo(200);
	}

	@Test
	void plainNoIsNoMark() throws IOException {
		for (String no : List.of("false", "0", "")) {
			assertThat(shop.send("POST", "/json", "X-Synthetic-Request: " + no, "Content-Type: text/plain").status())
				.isEqualTo(400);
		}
	}

	@Test
	void replayIsRefusedOnce() throws IOException {
		Attempt.Sent order = Attempt.order().line("POST", "/auth/token").tenant("").sent();
		assertThat(order.send(shop.port()).status()).isEqualTo(200);
		double before = shop.count("rejected", "replayed");
		assertThat(order.send(shop.port()).status()).isEqualTo(403);
		assertThat(shop.count("rejected", "replayed")).isEqualTo(before + 1);
	}

	@Test
	void bothKeysOfARotationAreGood() throws IOException {
		Attempt token = Attempt.order().line("POST", "/auth/token").tenant("");
		assertThat(token.send(shop.port()).status()).isEqualTo(200);
		assertThat(token.key("next", NEXT).nonce(UUID.randomUUID().toString()).send(shop.port()).status())
			.isEqualTo(200);
	}

	@Test
	void oddCaseOfNamesIsFine() throws IOException {
		Attempt attempt = Attempt.order()
			.line("GET", "/who/me")
			.body("")
			.changedHeaders(
					(headers) -> headers.stream().map((line) -> line.replace("X-Synthetic-", "x-SYNTHETIC-")).toList());
		assertThat(attempt.send(shop.port()).body()).startsWith("ci sandbox-1 true");
	}

	@Test
	void lineBreakInAPartCannotBeSent() throws IOException {
		double verified = shop.count("verified", "none");
		for (String lineBreak : List.of("\n", "\r", "\r\n ", "\0")) {
			Attempt attempt = replace("X-Synthetic-Tenant", "sandbox-1" + lineBreak + "production");
			assertThat(attempt.send(shop.port()).status()).isIn(400, 403);
		}
		assertThat(shop.count("verified", "none")).isEqualTo(verified);
	}

	@Test
	void verifiedRequestWithoutTenantChangesNothing() throws IOException {
		double before = shop.count("refused", "no-grant");
		Wire.Reply reply = Attempt.order().tenant("").send(shop.port());
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.body()).contains("\"code\":\"synthetic.no-grant\"");
		assertThat(reply.headers()).doesNotContainKey("X-Synthetic-Decision");
		assertThat(shop.count("refused", "no-grant")).isEqualTo(before + 1);
		assertThat(shop.served()).doesNotContain("order");
	}

	@Test
	void noSecretIsFoundInLogsMetersAnswersAndOverviews(CapturedOutput output) throws IOException {
		List<String> said = new ArrayList<>();
		List<Attempt> attempts = claims().map((arguments) -> (Attempt) arguments.get()[2]).toList();
		for (Attempt attempt : attempts) {
			said.add(attempt.send(shop.port()).body());
		}
		Attempt.Sent good = Attempt.order().line("GET", "/who/me?run=1").body("").sent();
		said.add(good.send(shop.port()).body());
		for (String path : List.of("env", "configprops", "prometheus", "metrics/selftest.synthetic.claims", "selftest",
				"beans", "conditions")) {
			Wire.Reply reply = shop.send("GET", "/actuator/" + path);
			assertThat(reply.status()).as(path).isEqualTo(200);
			said.add(reply.body());
		}
		String all = said.stream().collect(Collectors.joining("\n")) + output.getAll()
				+ shop.context().getBean(SyntheticProperties.class);
		assertThat(all).doesNotContain(Shop.SECRET, Shop.OTHER_SECRET, RETIRED, NEXT, Shop.TOKEN);
		String proof = good.headers().get(1);
		assertThat(all).doesNotContain(proof.substring(proof.indexOf("v1=") + 3),
				proof.substring(proof.indexOf("n=") + 2, proof.indexOf(",v1=")));
		assertThat(all).contains("selftest_synthetic_claims_total",
				"key=ci run=- tenant=sandbox-1 fault=- method=GET " + "path=/who/{name} status=200");
	}

	private static Arguments claim(String name, String reason, Attempt attempt) {
		return arguments(name, reason, attempt);
	}

	private static UnaryOperator<List<String>> added(String... lines) {
		return (headers) -> {
			headers.addAll(List.of(lines));
			return headers;
		};
	}

	private static Attempt without(String name) {
		return Attempt.order()
			.changedHeaders((headers) -> headers.stream().filter((line) -> !line.startsWith(name)).toList());
	}

	private static Attempt replace(String name, String value) {
		return Attempt.order()
			.changedHeaders((headers) -> headers.stream()
				.map((line) -> line.startsWith(name) ? name + ": " + value : line)
				.toList());
	}

	private static Attempt signature(UnaryOperator<String> change) {
		return Attempt.order()
			.changedHeaders((headers) -> headers.stream()
				.map((line) -> line.startsWith("X-Synthetic-Signature") ? change.apply(line) : line)
				.toList());
	}

	private static Attempt reordered() {
		return signature((line) -> {
			String[] parts = line.split(": ", 2)[1].split(",", -1);
			return "X-Synthetic-Signature: " + String.join(",", parts[1], parts[0], parts[2], parts[3]);
		});
	}

}
