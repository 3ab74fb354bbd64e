package io.github.selftest.boot.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running application of somebody else.
 */
final class Host implements AutoCloseable {

	/** What the class path of these tests has and a plain service has not. */
	private static final String NOT_THERE = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private Host(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Host start(Class<?> application, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("server.port=0", "server.address=127.0.0.1", "logging.level.root=WARN", NOT_THERE));
		arguments.addAll(Arrays.asList(properties));
		return new Host(new SpringApplicationBuilder(application).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).GET().build(), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> getAsync(String path) {
		return this.client.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
	}

	HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return this.client.send(postRequest(path), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> postAsync(String path) {
		return this.client.sendAsync(postRequest(path), BodyHandlers.ofString());
	}

	private HttpRequest postRequest(String path) {
		return request(path).POST(BodyPublishers.noBody()).build();
	}

	private HttpRequest.Builder request(String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
