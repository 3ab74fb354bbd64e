package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint under HTTP/2, where {@code Connection} is an error.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointOverHttp2Tests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

	@Test
	void connectionIsLeftToTheProtocol() throws Exception {
		try (TestApplication application = TestApplication.on(Server.TOMCAT)
			.with("server.http2.enabled=true")
			.start()) {
			get(application, "/actuator/health");
			for (String query : new String[] { "", "?http=report", "?http=rollback" }) {
				HttpResponse<byte[]> response = get(application, "/actuator/selftest/canary" + query);
				assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
				assertThat(response.headers().firstValue("Connection")).isEmpty();
				assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
				assertThat(Samples.json(response.body())).containsEntry("verdict", "PASS");
			}
		}
	}

	private HttpResponse<byte[]> get(TestApplication application, String path)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:%d%s".formatted(application.port(), path));
		return this.client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
	}

}
