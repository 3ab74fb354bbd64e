package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * A running service whose check says what it is told.
 */
final class JudgedService implements AutoCloseable {

	static final String HASH = "7c9f6d";

	private static final String EXCLUDED = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private JudgedService(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static JudgedService start() {
		String[] properties = Stream
			.of("server.port=0", "server.address=127.0.0.1", "spring.application.name=farm-shop",
					"POD_NAME=farm-shop-7c9f6d-abcde", "POD_TEMPLATE_HASH=" + HASH,
					"management.endpoints.web.exposure.include=health,selftest",
					"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.min-interval=0s",
					"selftest.check.health.enabled=false", "selftest.check.slo.enabled=false",
					"selftest.schedule.enabled=false", "spring.autoconfigure.exclude=" + EXCLUDED)
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new JudgedService(new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(properties));
	}

	/**
	 * Have the check say something, and wait until the service knows.
	 */
	void become(Status status) throws IOException, InterruptedException {
		this.context.getBean(ToldCheck.class).status = status;
		post("/actuator/selftest/canary?wait=30s");
		post("/actuator/selftest/smoke?wait=30s");
	}

	void stopEngine() {
		this.context.getBean("selfTestLifecycle", Lifecycle.class).stop();
	}

	void startEngine() {
		this.context.getBean("selfTestLifecycle", Lifecycle.class).start();
	}

	String url() {
		return "http://127.0.0.1:%s".formatted(this.context.getEnvironment().getProperty("local.server.port"));
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
	}

	/**
	 * Ask as Flagger does.
	 */
	HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(url() + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(
					"{\"name\":\"farm-shop\",\"namespace\":\"shop\",\"phase\":\"Progressing\",\"checksum\":\"1\",\"metadata\":{\"a\":\"b\"}}"))
			.build(), BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ToldCheck toldCheck() {
			return new ToldCheck();
		}

	}

	static final class ToldCheck implements Check {

		private volatile Status status = Status.PASS;

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("orders").groups("smoke", "canary").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return CheckResult.of(Finding.of(this.status, "orders.told", "Orders are as they were told"));
		}

	}

}
