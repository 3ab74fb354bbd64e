package io.github.selftest.boot.synthetic;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecognitionTests {

	private static Shop shop;

	@BeforeAll
	static void start() {
		shop = Shop.onTomcat(Shop.keys());
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@Test
	void signedRequestIsServedWithItsContext() throws IOException {
		Wire.Reply reply = shop.send(Shop.CI, "GET", "/who/me?a=b");
		assertThat(reply.body()).contains("ci - true null");
		Wire.Reply order = shop.send(Shop.CI, "POST", "/orders", "{}");
		assertThat(order.body()).isEqualTo("ci sandbox-1 true null {}");
	}

}
