package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what happens to the bodies of requests: nothing.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource(Server.class)
class EndpointBodyTests {

	private static final String JSON = "Content-Type: application/json";

	private static final String PATH = "/actuator/selftest/canary";

	@SuppressWarnings("NullAway.Init")
	private static TestApplication application;

	@Parameter
	@SuppressWarnings({ "NullAway.Init", "UnusedVariable" })
	private Server server;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		application = TestApplication.on(server)
			.with("management.server.port=0", "server.tomcat.connection-timeout=1s",
					"server.jetty.connection-idle-timeout=1s")
			.start();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@Test
	void bodyOfAMegabyteIsNotWaitedFor() throws IOException {
		try (RawConnection connection = connect()) {
			connection.send("POST " + PATH, JSON, "Content-Length: 1048576");
			assertThat(connection.read().status()).isEqualTo(200);
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@Test
	void bodyOfAMegabyteMayBeSent() throws IOException {
		try (RawConnection connection = connect()) {
			connection.send("POST " + PATH, JSON, "Content-Length: 1048576");
			if (isTaken(connection, "x".repeat(1_048_576))) {
				assertThat(connection.read().status()).isEqualTo(200);
				assertThat(connection.isClosedByServer()).isTrue();
			}
		}
		assertThat(exchange("POST " + PATH, "{}", JSON).status()).isEqualTo(200);
	}

	/**
	 * Jetty has answered and closed the connection before a large body is written.
	 */
	private static boolean isTaken(RawConnection connection, String body) throws IOException {
		try {
			connection.write(body);
			return true;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	@Test
	void bodyWithoutEndIsCutOff() throws IOException {
		try (RawConnection connection = connect()) {
			connection.send("POST " + PATH, JSON, "Transfer-Encoding: chunked");
			connection.write("10\r\n{\"name\":\"canary\"\r\n");
			assertThat(connection.read().status()).isEqualTo(200);
			assertThat(isCutOff(connection)).isTrue();
		}
	}

	@Test
	void bodyThatIsNoJsonIsIgnored() throws IOException {
		RawReply reply = exchange("POST " + PATH, "}{ not JSON", JSON);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("verdict", "PASS");
	}

	@Test
	void nestedJsonIsIgnored() throws IOException {
		String flagger = "{\"name\":\"a\",\"namespace\":\"b\",\"phase\":\"c\",\"metadata\":{\"http\":\"report\",\"x\":[{}]}}";
		assertThat(exchange("POST " + PATH, flagger, JSON).status()).isEqualTo(200);
	}

	@Test
	void noBodyAtAllIsFine() throws IOException {
		assertThat(exchange("POST " + PATH, "").status()).isEqualTo(200);
		assertThat(RawConnection.exchange(application.managementPort(), "POST " + PATH).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
			"multipart/form-data", "multipart/mixed", "nonsense" })
	void otherTypesAreRefusedWithoutAnybodyReadingThem(String type) throws IOException {
		RawReply reply = exchange("POST " + PATH, "http=report&wait=1", "Content-Type: " + type);
		assertThat(reply.status()).isEqualTo(415);
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		assertThat(reply.json()).containsEntry("observed", type);
	}

	@Test
	void formIsNoSourceOfParameters() throws IOException {
		RawReply reply = exchange("GET " + PATH, "http=rollback", "Content-Type: application/x-www-form-urlencoded");
		assertThat(reply.status()).isEqualTo(200);
	}

	private static RawConnection connect() throws IOException {
		return RawConnection.open(application.managementPort());
	}

	private static RawReply exchange(String requestLine, String body, String... headers) throws IOException {
		try (RawConnection connection = connect()) {
			String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
			all[headers.length] = "Content-Length: " + body.length();
			connection.send(requestLine, all);
			connection.write(body);
			return connection.read();
		}
	}

	private static boolean isCutOff(RawConnection connection) {
		String chunk = "8000\r\n%s\r\n".formatted("x".repeat(0x8000));
		try {
			for (int i = 0; i < 2_000; i++) {
				connection.write(chunk);
			}
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

}
