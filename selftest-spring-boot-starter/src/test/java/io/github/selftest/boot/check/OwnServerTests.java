package io.github.selftest.boot.check;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OwnServerTests {

	@Test
	void managementIsTheMainServerWithoutAPortOfItsOwn() {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080")
			.withProperty("local.management.port", "8080")
			.withProperty("server.servlet.context-path", "/shop");
		assertThat(OwnServer.management(environment).place()).isEqualTo(OwnServer.main(environment).place())
			.get()
			.extracting(OwnServer.Place::contextPath)
			.isEqualTo("/shop");
	}

	@Test
	void managementOnAPortOfItsOwnHasItsAddressPathAndTls() {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080")
			.withProperty("server.servlet.context-path", "/shop")
			.withProperty("server.ssl.bundle", "main")
			.withProperty("management.server.port", "0")
			.withProperty("local.management.port", "8081")
			.withProperty("management.server.address", "127.0.0.2")
			.withProperty("management.server.base-path", "/manage/");
		assertThat(OwnServer.management(environment).place())
			.contains(new OwnServer.Place(new InetSocketAddress("127.0.0.2", 8081), false, "/manage"));
	}

	@Test
	void managementThatIsSwitchedOffIsNowhere() {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080")
			.withProperty("management.server.port", "-1");
		assertThat(OwnServer.management(environment).place()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, 127.0.0.1:8080", "::, 127.0.0.1:8080", "127.0.0.2, 127.0.0.2:8080",
			"::1, [0:0:0:0:0:0:0:1]:8080", "fe80::1%1, [fe80:0:0:0:0:0:0:1]:8080" })
	void namesTheHostAsARequestDoes(String address, String host) {
		MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080")
			.withProperty("server.address", address);
		assertThat(OwnServer.main(environment).place()).get().extracting(OwnServer.Place::host).isEqualTo(host);
	}

}
