package io.github.selftest.boot.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.awaitility.Awaitility.await;

/**
 * A running application of somebody else.
 */
final class Host implements AutoCloseable {

	/** What the class path of these tests has and a plain service has not. */
	private static final String OTHER_SERVER = "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration";

	private static final String SECURITY = ",org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient client;

	private final ConfigurableApplicationContext context;

	private final String scheme;

	private final ManagementPort managementPort;

	private Host(ConfigurableApplicationContext context, ManagementPort managementPort, HttpClient client,
			String scheme) {
		this.context = context;
		this.managementPort = managementPort;
		this.client = client;
		this.scheme = scheme;
	}

	/**
	 * Start a service on Tomcat without Spring Security.
	 */
	static Host start(Class<?> application, String... properties) {
		return start(application, HttpClient.newHttpClient(), "http", plain(properties));
	}

	/**
	 * Start a service that speaks TLS on Tomcat without Spring Security.
	 */
	static Host startWithTls(Class<?> application, HttpClient client, String... properties) {
		return start(application, client, "https", plain(properties));
	}

	/**
	 * Start a service on Tomcat with Spring Security.
	 */
	static Host startSecured(Class<?> application, String... properties) {
		return start(application, HttpClient.newHttpClient(), "http",
				with("spring.autoconfigure.exclude=" + OTHER_SERVER, properties));
	}

	static Host start(Class<?> application, HttpClient client, String scheme, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("server.port=0", "server.address=127.0.0.1", "logging.level.root=WARN"));
		arguments.addAll(Arrays.asList(properties));
		ManagementPort managementPort = new ManagementPort();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(application).listeners(managementPort)
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new));
		return new Host(context, managementPort, client, scheme);
	}

	/**
	 * Return properties of a service on Tomcat without Spring Security.
	 */
	static String[] plain(String... properties) {
		return with("spring.autoconfigure.exclude=" + OTHER_SERVER + SECURITY, properties);
	}

	static String[] concat(String[]... properties) {
		return Stream.of(properties).flatMap(Stream::of).toArray(String[]::new);
	}

	static String[] with(String first, String... others) {
		return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Return the context of the port that Actuator has for itself.
	 */
	ConfigurableApplicationContext managementContext() {
		return Objects.requireNonNull(this.managementPort.context, "Actuator has no port of its own");
	}

	Engine engine() {
		return this.context.getBean(Engine.class);
	}

	/**
	 * Run a group and wait for its verdict, as soon as the engine knows its checks.
	 */
	Verdict run(String group) throws InterruptedException, ExecutionException, TimeoutException {
		await().atMost(PATIENCE).until(() -> !engine().verdict(group).orElseThrow().checks().isEmpty());
		return engine().run(group, Duration.ZERO).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).GET();
		return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
	}

	HttpResponse<String> getManagement(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = request("local.management.port", path).GET();
		return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
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

	HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
		return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
	}

	private HttpRequest postRequest(String path) {
		return request(path).POST(BodyPublishers.noBody()).build();
	}

	private HttpRequest.Builder request(String path) {
		return request("local.server.port", path);
	}

	private HttpRequest.Builder request(String portProperty, String path) {
		String port = this.context.getEnvironment().getRequiredProperty(portProperty);
		return HttpRequest.newBuilder(URI.create(this.scheme + "://127.0.0.1:" + port + path)).timeout(PATIENCE);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Sees the context of the management port, which is nobody's bean.
	 */
	private static final class ManagementPort implements ApplicationListener<WebServerInitializedEvent> {

		private volatile @Nullable ConfigurableApplicationContext context;

		@Override
		public void onApplicationEvent(WebServerInitializedEvent event) {
			if ("management".equals(event.getApplicationContext().getServerNamespace())) {
				this.context = (ConfigurableApplicationContext) event.getApplicationContext();
			}
		}

	}

}
