package io.github.selftest.boot.check;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTests {

	@ParameterizedTest
	@CsvSource({ "/a?token=x1, /a?token=***", "/a?limit=1&apiKey=x1&page=2, /a?limit=1&apiKey=***&page=2",
			"/a?limit=1, /a?limit=1", "/token=1, /token=1", "/a?PASSWORD=x1, /a?PASSWORD=***" })
	void masksParametersWithSecretNames(String path, String masked) {
		assertThat(Secrets.maskedPath(path)).isEqualTo(masked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key",
			"/access_token", "/user/password", "clientSecret" })
	void knowsSecretNames(String name) {
		assertThat(Secrets.isSecretName(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type", "/author", "/0/price", "WWW-Authenticate", "ETag" })
	void knowsOtherNames(String name) {
		assertThat(Secrets.isSecretName(name)).isFalse();
	}

}
