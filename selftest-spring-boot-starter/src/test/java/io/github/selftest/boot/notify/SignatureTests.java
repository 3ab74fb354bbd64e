package io.github.selftest.boot.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTests {

	private static final Instant NOW = Instant.ofEpochSecond(1767323045);

	private static final byte[] BODY = "{\"schema\":1}".getBytes(StandardCharsets.UTF_8);

	private final Signature signature = new Signature("correct horse battery staple");

	/**
	 * The vector of docs/alerts.md, made by Python's {@code hmac}.
	 */
	@Test
	void isTheDocumentedOne() {
		assertThat(this.signature.of(BODY, NOW))
			.isEqualTo("t=1767323045,v1=ed1706253a1fe546a49d6abe1d5c3946bf9903cbd1124cddbe3ebbad966080bf");
	}

	@Test
	void coversTheTimeSoThatAnOldRequestCannotBeSentAgain() {
		assertThat(mac(this.signature.of(BODY, NOW.plusSeconds(1)))).isNotEqualTo(mac(this.signature.of(BODY, NOW)));
	}

	@Test
	void coversTheBody() {
		assertThat(this.signature.of(new byte[0], NOW)).isNotEqualTo(this.signature.of(BODY, NOW));
	}

	private static String mac(String header) {
		return header.substring(header.indexOf("v1="));
	}

}
