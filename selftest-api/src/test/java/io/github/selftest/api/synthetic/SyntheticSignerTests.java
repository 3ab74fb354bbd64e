package io.github.selftest.api.synthetic;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SyntheticSignerTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private final SyntheticSigner signer = new SyntheticSigner("ci-1", SECRET, "farm-shop");

	@Test
	void headersHoldMarkAndProof() {
		SyntheticRequest request = SyntheticRequest.of("POST", "/orders")
			.withTenant("sandbox-1")
			.withFault("delay:shop:2s")
			.withBody("{}".getBytes(StandardCharsets.UTF_8));
		assertThat(this.signer.headers(request, 1_700_000_000, "nonce-0123456789"))
			.containsEntry(SyntheticSigner.MARK, "true")
			.containsEntry(SyntheticSigner.TENANT, "sandbox-1")
			.containsEntry(SyntheticSigner.FAULT, "delay:shop:2s")
			.hasEntrySatisfying(SyntheticSigner.SIGNATURE,
					(value) -> assertThat(value).matches("kid=ci-1,t=1700000000,n=nonce-0123456789,v1=[0-9a-f]{64}"));
	}

	@Test
	void eachCallMakesANewNonce() {
		SyntheticRequest request = SyntheticRequest.of("GET", "/products");
		assertThat(this.signer.headers(request)).isNotEqualTo(this.signer.headers(request));
	}

	@Test
	void shortSecretIsRefusedWithoutShowingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SyntheticSigner("ci-1", "short", "farm-shop"))
			.withMessage("'secret' of key 'ci-1' must have at least 32 bytes but has 5");
	}

	@Test
	void lineBreakInAPartIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SyntheticRequest.of("GET", "/products").withTenant("a\nb"))
			.withMessageContaining("'tenant' must be one line");
	}

}
