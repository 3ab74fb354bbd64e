package io.github.selftest.boot.check;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OwnServerTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 127.0.0.1:8080", "::, 127.0.0.1:8080", "127.0.0.2, 127.0.0.2:8080",
			"::1, [0:0:0:0:0:0:0:1]:8080", "fe80::1%1, [fe80:0:0:0:0:0:0:1]:8080" })
	void namesTheHostAsARequestDoes(String address, String host) {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080")
			.withProperty("server.address", address);
		assertThat(new OwnServer(environment).place()).get().extracting(OwnServer.Place::host).isEqualTo(host);
	}

}
