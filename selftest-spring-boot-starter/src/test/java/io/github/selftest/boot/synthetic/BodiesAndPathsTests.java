package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.selftest.api.synthetic.SyntheticRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handlers see of a body that was read to be verified, and which paths count as
 * read-only, on each server.
 */
class BodiesAndPathsTests {

	private static Shop tomcat;

	private static Shop jetty;

	@BeforeAll
	static void start() {
		String[] properties = Shop.keys("server.servlet.context-path=/shop",
				"selftest.synthetic.external-prefixes=/public", "spring.mvc.hiddenmethod.filter.enabled=true",
				"server.forward-headers-strategy=framework",
				"selftest.synthetic.read-only-paths=POST /auth/token,POST /carts/*",
				"selftest.synthetic.keys[1].id=narrow", "selftest.synthetic.keys[1].secret=" + Shop.OTHER_SECRET,
				"selftest.synthetic.keys[1].tenants=*", "selftest.synthetic.keys[1].paths=POST /carts/*");
		tomcat = Shop.onTomcat(properties);
		jetty = Shop.onJetty(properties);
	}

	@AfterAll
	static void stop() {
		tomcat.close();
		jetty.close();
	}

	static Stream<Shop> shops() {
		return Stream.of(tomcat, jetty);
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void handlerReadsTheBodyInEachWay(Shop shop) throws IOException {
		assertThat(shop.send(Shop.CI, "POST", "/shop/orders", "{\"ü\":1}").body())
			.isEqualTo(latin("ci sandbox-1 true null {\"ü\":1}"));
		assertThat(shop.send(Shop.CI, "POST", "/shop/json", "[\"ü\"]", "Content-Type: application/json").body())
			.isEqualTo(latin("[\"ü\"]"));
		assertThat(shop.send(Shop.CI, "POST", "/shop/reader", "a\nü", "Content-Type: text/plain;charset=utf-8").body())
			.isEqualTo(latin("a|ü"));
		assertThat(shop
			.send(Shop.CI, "POST", "/shop/form?a=1", "a=2%20%C3%BC&b=x+y&&c",
					"Content-Type: application/x-www-form-urlencoded")
			.body()).isEqualTo(latin("1+2 ü x y"));
		assertThat(shop
			.send(Shop.CI, "PUT", "/shop/orders/7", "note=hello", "Content-Type: application/x-www-form-urlencoded")
			.body()).isEqualTo("hello");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void handlerReadsTheParts(Shop shop) throws IOException {
		String form = """
				preamble
				--xyz
				Content-Disposition: form-data; name="title"

				my ü
				--xyz
				Content-Disposition: form-data; name="file"; filename="a \\"b\\".txt"
				Content-Type: text/plain

				line 1
				line 2
				--xyz--
				""".replace("\n", "\r\n");
		assertThat(shop.send(Shop.CI, "POST", "/shop/upload", form, "Content-Type: multipart/form-data; boundary=xyz")
			.body()).isEqualTo(latin("my ü a \"b\".txt text/plain 14 line 1\r\nline 2"));
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void bodyIsThereInALaterDispatch(Shop shop) throws IOException {
		assertThat(shop
			.send(Shop.CI, "POST", "/shop/dispatched", "note=hello", "Content-Type: application/x-www-form-urlencoded")
			.body()).contains("hello");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void bodyMayComeInChunks(Shop shop) throws IOException {
		byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
		List<String> headers = Shop.headers(Shop.CI,
				SyntheticRequest.of("POST", "/shop/orders").withTenant("sandbox-1").withBody(body));
		String head = "POST /shop/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Transfer-Encoding: chunked\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
		byte[] chunks = "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
		assertThat(Wire.send(shop.port(), head, chunks).body()).isEqualTo("ci sandbox-1 true null {\"a\":1}");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void bodyIsTakenAsItComesWhateverItsCoding(Shop shop) throws IOException {
		assertThat(shop.send(Shop.CI, "POST", "/shop/orders", "\u0001\u0002", "Content-Encoding: gzip").body())
			.isEqualTo("ci sandbox-1 true null \u0001\u0002");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void chunksWithoutEndAreRefusedAt64Kilobytes(Shop shop) throws IOException {
		List<String> headers = Shop.headers(Shop.CI,
				SyntheticRequest.of("POST", "/shop/orders").withTenant("sandbox-1"));
		String head = "POST /shop/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ "Transfer-Encoding: chunked\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
		byte[] chunks = ("11170\r\n" + "a".repeat(0x11170) + "\r\n0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
		double before = shop.count("rejected", "body-too-large");
		assertThat(Wire.send(shop.port(), head, chunks).status()).isEqualTo(403);
		assertThat(shop.count("rejected", "body-too-large")).isEqualTo(before + 1);
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void emptyBodyLeavesEverythingToTheContainer(Shop shop) throws IOException {
		assertThat(Attempt.order()
			.line("POST", "/shop/auth/token?username=ada")
			.tenant("")
			.body("")
			.send(shop.port())
			.body()).isEqualTo("ci - true null ada");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void readOnlyPathOpensNoOtherPath(Shop shop) throws IOException {
		assertThat(unsafe(shop, "/shop/auth/token").status()).isEqualTo(200);
		int served = shop.served().size();
		for (String target : List.of("/shop/auth/token/../../orders", "/shop/auth/token/%2e%2e/%2e%2e/orders",
				"/shop/auth/token;/../../orders", "/shop/auth/token;x=/orders", "/shop/auth/token;x",
				"/shop/auth/token/", "/shop/auth/TOKEN", "/shop/AUTH/token", "/shop//auth/token", "//shop/auth/token",
				"/shop/auth%2Ftoken", "/shop/auth/token%2f..%2f..%2forders", "/shop/./auth/token", "/shop/auth/token/.",
				"/shop/auth/token/..", "/shop/auth/%74oken/..;/..;/orders", "/shop/auth/token%00",
				"/shop/auth/token%5c..%5corders", "/shop/auth\\token", "/auth/token", "/shop/auth/token%253b",
				"/shop/orders/auth/token", "/shop/orders;/auth/token", "/shop/orders?/auth/token")) {
			assertThat(unsafe(shop, target).status()).as(target).isIn(400, 403, 404);
		}
		assertThat(shop.served()).hasSize(served);
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void readOnlyPathHoldsForItsMethodAlone(Shop shop) throws IOException {
		Attempt attempt = Attempt.order().line("DELETE", "/shop/auth/token").tenant("").body("");
		assertThat(attempt.send(shop.port()).body()).contains("synthetic.no-grant");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void targetMayBeSignedAsItIsOutside(Shop shop) throws IOException {
		Attempt attempt = Attempt.order()
			.line("GET", "/public/shop/who/me?a=%C3%BC&b")
			.body("")
			.changed((sent) -> sent.withTarget("/shop/who/me?a=%C3%BC&b"));
		assertThat(attempt.send(shop.port()).body()).startsWith("ci sandbox-1");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void emptyQueryIsAQuery(Shop shop) throws IOException {
		Attempt attempt = Attempt.order().line("GET", "/shop/who/me?").body("");
		assertThat(attempt.send(shop.port()).body()).startsWith("ci sandbox-1");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void forwardedHeadersDoNotChangeWhatWasSigned(Shop shop) throws IOException {
		Attempt attempt = Attempt.order().line("GET", "/shop/who/me").body("").changedHeaders((headers) -> {
			headers.addAll(List.of("X-Forwarded-Prefix: /elsewhere", "X-Forwarded-Host: shop.example",
					"X-Forwarded-Proto: https"));
			return headers;
		});
		assertThat(attempt.send(shop.port()).body()).startsWith("ci sandbox-1");
	}

	/**
	 * The method that came over the wire counts, whatever the host makes of it.
	 */
	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void hiddenMethodNeedsAGrantAsItsCarrierDoes(Shop shop) throws IOException {
		String[] form = { "Content-Type: application/x-www-form-urlencoded" };
		assertThat(shop.send(Shop.CI, "POST", "/shop/orders/7", "_method=delete", form).body())
			.startsWith("ci sandbox-1");
		assertThat(Attempt.order()
			.line("POST", "/shop/orders/7")
			.tenant("")
			.body("_method=delete")
			.changedHeaders((headers) -> {
				headers.add(form[0]);
				return headers;
			})
			.send(shop.port())
			.body()).contains("synthetic.no-grant");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void readOnlyPathGrantsNoMethodThatAFilterMakesOfItsOwn(Shop shop) throws IOException {
		double before = shop.count("refused", "no-grant");
		Wire.Reply reply = hidden(shop, "ci", Shop.SECRET, "", "/shop/carts/7", "?_method=DELETE", "");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.body()).contains("synthetic.no-grant");
		assertThat(hidden(shop, "ci", Shop.SECRET, "", "/shop/carts/7", "", "_method=delete").body())
			.contains("synthetic.no-grant");
		assertThat(shop.count("refused", "no-grant")).isEqualTo(before + 2);
		assertThat(shop.served()).doesNotContain("cart deleted");
		assertThat(hidden(shop, "ci", Shop.SECRET, "", "/shop/carts/7", "", "a=b").body()).isEqualTo("looked at");
	}

	@ParameterizedTest(autoCloseArguments = false)
	@MethodSource("shops")
	void scopeOfAKeyHoldsForTheMethodThatAFilterMakes(Shop shop) throws IOException {
		assertThat(
				hidden(shop, "narrow", Shop.OTHER_SECRET, "sandbox-1", "/shop/carts/7", "", "_method=delete").status())
			.isEqualTo(403);
		assertThat(shop.served()).doesNotContain("cart deleted");
		assertThat(hidden(shop, "narrow", Shop.OTHER_SECRET, "sandbox-1", "/shop/carts/7", "", "a=b").body())
			.isEqualTo("looked at");
	}

	private static Wire.Reply hidden(Shop shop, String key, String secret, String tenant, String path, String query,
			String form) throws IOException {
		return Attempt.order()
			.key(key, secret)
			.line("POST", path + query)
			.tenant(tenant)
			.body(form)
			.changedHeaders((headers) -> {
				headers.add("Content-Type: application/x-www-form-urlencoded");
				return headers;
			})
			.send(shop.port());
	}

	private static Wire.Reply unsafe(Shop shop, String target) throws IOException {
		return Attempt.order().line("POST", target).tenant("").body("").send(shop.port());
	}

	private static String latin(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
