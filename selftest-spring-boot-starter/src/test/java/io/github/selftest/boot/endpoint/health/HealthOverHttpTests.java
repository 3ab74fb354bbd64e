package io.github.selftest.boot.endpoint.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code /health} and the health group as a load balancer and Actuator see them.
 */
class HealthOverHttpTests {

	private static final String PLAIN_SECURITY = "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,";

	private static final String NOT_THERE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	@AfterEach
	void close() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void saysOkWhenThisInstanceIsWell() throws Exception {
		ConfigurableApplicationContext service = start(Service.class);
		run(service);
		HttpResponse<String> answer = get(service, "/health");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
		assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
	}

	@Test
	void warnsAsLongAsNothingIsKnown() throws Exception {
		ConfigurableApplicationContext service = start(Service.class);
		HttpResponse<String> answer = get(service, "/health");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"status\":\"warn\"}");
	}

	@Test
	void failsWhenThisInstanceIsBroken() throws Exception {
		ConfigurableApplicationContext service = start(Service.class);
		service.getBean(Switch.class).own.set(Health.down().build());
		run(service);
		HttpResponse<String> answer = get(service, "/health");
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.body()).isEqualTo("{\"status\":\"fail\"}");
		HttpResponse<String> draft = get(service, "/health", "Accept", "application/health+json");
		assertThat(draft.statusCode()).isEqualTo(503);
		assertThat(draft.body()).contains("\"status\":\"fail\"", "\"output\":\"healthOwn\"");
		service.getBean(Switch.class).own.set(Health.up().build());
		run(service);
		run(service);
		assertThat(get(service, "/health").statusCode()).isEqualTo(200);
	}

	@Test
	void whatInstancesShareTakesNoneOut() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "selftest.check.health.shared=own");
		service.getBean(Switch.class).own.set(Health.down().build());
		run(service);
		assertThat(get(service, "/health").statusCode()).isEqualTo(200);
		assertThat(get(service, "/actuator/health/selftest").statusCode()).isEqualTo(503);
	}

	@Test
	void aGroupOfTheUserHasASayWhenAsked() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "selftest.check.health.shared=own",
				"selftest.health.groups=continuous");
		service.getBean(Switch.class).own.set(Health.down().build());
		run(service);
		assertThat(get(service, "/health").statusCode()).isEqualTo(503);
	}

	@Test
	void givesTheDraftToThoseWhoNameIt() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "spring.application.name=orders");
		run(service);
		HttpResponse<String> draft = get(service, "/health", "Accept", "application/health+json");
		assertThat(draft.headers().firstValue("Content-Type")).contains("application/health+json");
		assertThat(draft.body()).startsWith("{\"status\":\"pass\"")
			.contains("\"serviceId\":\"orders\"")
			.doesNotContain("output");
		for (String accept : List.of("*/*", "text/html,*/*;q=0.8", "application/health+json;q=0",
				"nonsense;;health+json")) {
			assertThat(get(service, "/health", "Accept", accept).body()).isEqualTo("{\"status\":\"ok\"}");
		}
	}

	@Test
	void isBelowContextPathAndServletPath() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "server.servlet.context-path=/shop",
				"spring.mvc.servlet.path=/api", "selftest.health.path=/up/now");
		assertThat(get(service, "/shop/api/up/now").body()).isEqualTo("{\"status\":\"warn\"}");
		assertThat(get(service, "/shop/api/health").statusCode()).isEqualTo(404);
	}

	@Test
	void answersHeadAndLeavesOtherMethodsToTheHost() throws Exception {
		ConfigurableApplicationContext service = start(Service.class);
		HttpResponse<String> head = send(service, "/health", "HEAD");
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.headers().firstValue("Content-Length")).contains("17");
		assertThat(send(service, "/health", "POST").statusCode()).isEqualTo(404);
	}

	@Test
	void isOpenUnderTheDefaultSecurityAsActuatorHealthIs() throws Exception {
		ConfigurableApplicationContext service = startSecured(Service.class);
		assertThat(get(service, "/health").statusCode()).isEqualTo(200);
		assertThat(get(service, "/actuator/health").statusCode()).isEqualTo(200);
		assertThat(get(service, "/other").statusCode()).isEqualTo(401);
	}

	@Test
	void staysWithAControllerOfTheHost() throws Exception {
		assertThat(get(start(WithController.class), "/health").body()).isEqualTo("mine");
	}

	@Test
	void staysWithARouterFunctionOfTheHost() throws Exception {
		assertThat(get(start(WithRoute.class), "/health").body()).isEqualTo("mine");
		assertThat(get(start(WithNestedRoute.class, "selftest.health.path=/ops/health"), "/ops/health").body())
			.isEqualTo("mine");
	}

	@Test
	void staysWithAHandlerOfTheHost() throws Exception {
		assertThat(get(start(WithHandler.class), "/health").body()).isEqualTo("mine");
	}

	@Test
	void staysWithActuatorAtTheRoot() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "management.endpoints.web.base-path=/");
		assertThat(get(service, "/health").body()).contains("\"UP\"");
	}

	@Test
	void staysWithAnAdditionalPathOfTheHost() throws Exception {
		ConfigurableApplicationContext service = start(Service.class,
				"management.endpoint.health.group.ready.include=diskSpace",
				"management.endpoint.health.group.ready.additional-path=server:/health");
		assertThat(get(service, "/health").body()).contains("\"UP\"");
	}

	@Test
	void aPatternThatTakesAnythingIsNoOwner() throws Exception {
		ConfigurableApplicationContext service = start(WithCatchAll.class);
		assertThat(get(service, "/health").body()).isEqualTo("{\"status\":\"warn\"}");
		assertThat(get(service, "/other").body()).isEqualTo("other");
	}

	@Test
	void actuatorHealthStaysAsItWas() throws Exception {
		String[] properties = { "management.endpoint.health.show-details=always",
				"management.endpoint.health.group.web.include=*",
				"management.endpoint.health.group.web.additional-path=server:/webz",
				"management.endpoint.health.probes.add-additional-paths=true" };
		ConfigurableApplicationContext with = start(Service.class, properties);
		List<String> without = new ArrayList<>(List.of(properties));
		without.add("selftest.enabled=false");
		ConfigurableApplicationContext plain = start(Service.class, without.toArray(String[]::new));
		for (String path : List.of("/actuator/health", "/actuator/health/web", "/webz", "/livez", "/readyz",
				"/actuator/health/liveness", "/actuator/health/own", "/actuator/health/nope",
				"/actuator/health/selfTestVerdict", "/actuator/health/web/selfTestVerdict", "/actuator")) {
			assertThat(stable(get(with, path))).as(path).isEqualTo(stable(get(plain, path)));
		}
		assertThat(get(plain, "/actuator/health/selftest").statusCode()).isEqualTo(404);
		assertThat(get(with, "/actuator/health/selftest").statusCode()).isEqualTo(200);
	}

	@Test
	void theHealthGroupSaysWhatTheVerdictSays() throws Exception {
		ConfigurableApplicationContext service = start(Service.class, "management.endpoint.health.show-details=always",
				"selftest.health.additional-path=server:/selftestz");
		assertThat(get(service, "/actuator/health/selftest").body()).contains("\"status\":\"UNKNOWN\"");
		service.getBean(Switch.class).own.set(Health.down().build());
		run(service);
		for (String path : List.of("/actuator/health/selftest", "/selftestz")) {
			HttpResponse<String> answer = get(service, path);
			assertThat(answer.statusCode()).as(path).isEqualTo(503);
			assertThat(answer.body()).contains("\"status\":\"DOWN\"", "healthOwn");
		}
	}

	@Test
	void aGroupOfTheHostWithOurNameStays() throws Exception {
		ConfigurableApplicationContext service = start(Service.class,
				"management.endpoint.health.group.selftest.include=diskSpace");
		service.getBean(Switch.class).own.set(Health.down().build());
		run(service);
		assertThat(get(service, "/actuator/health/selftest").statusCode()).isEqualTo(200);
	}

	private ConfigurableApplicationContext start(Class<?> application, String... properties) {
		return startWithout(PLAIN_SECURITY + NOT_THERE, application, properties);
	}

	private ConfigurableApplicationContext startSecured(Class<?> application) {
		return startWithout(NOT_THERE, application);
	}

	private ConfigurableApplicationContext startWithout(String excluded, Class<?> application, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--logging.level.root=WARN",
						"--selftest.schedule.enabled=false", "--spring.autoconfigure.exclude=" + excluded));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new));
		this.contexts.add(context);
		return context;
	}

	private static void run(ConfigurableApplicationContext service) throws Exception {
		Engine engine = service.getBean(Engine.class);
		await().until(() -> engine.check("healthOwn").isPresent());
		assertThat(engine.run("continuous", Duration.ZERO).get(20, TimeUnit.SECONDS)).isNotNull();
	}

	private HttpResponse<String> get(ConfigurableApplicationContext service, String path, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(service, path));
		return this.client.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
	}

	private HttpResponse<String> send(ConfigurableApplicationContext service, String path, String method)
			throws IOException, InterruptedException {
		return this.client.send(
				HttpRequest.newBuilder(uri(service, path)).method(method, BodyPublishers.noBody()).build(),
				BodyHandlers.ofString());
	}

	private static URI uri(ConfigurableApplicationContext service, String path) {
		return URI
			.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
	}

	private static String stable(HttpResponse<String> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.remove("date");
		String body = response.body()
			.replaceAll("\"free\":\\d+", "\"free\":0")
			.replaceAll("127.0.0.1:\\d+", "host")
			.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\"");
		headers.remove("content-length");
		return response.statusCode() + " " + headers + " " + body;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Service {

		@Bean
		Switch own() {
			return new Switch();
		}

		@Bean
		HealthIndicator ownHealthIndicator(Switch own) {
			return () -> {
				Health health = own.own.get();
				return (health != null) ? health : Health.unknown().build();
			};
		}

	}

	static final class Switch {

		final AtomicReference<Health> own = new AtomicReference<>(Health.up().build());

	}

	@RestController
	static class WithController extends Service {

		@GetMapping("/health")
		String mine() {
			return "mine";
		}

	}

	@RestController
	static class WithCatchAll extends Service {

		@GetMapping("/{page}")
		String page(@PathVariable String page) {
			return page;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithRoute extends Service {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route(RequestPredicates.GET("/health"),
					(request) -> ServerResponse.ok().body("mine"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithNestedRoute extends Service {

		@Bean
		RouterFunction<ServerResponse> route() {
			return RouterFunctions.route()
				.path("/ops", (ops) -> ops.GET("/health", (request) -> ServerResponse.ok().body("mine")))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithHandler extends Service {

		@Bean("/health")
		HttpRequestHandler handler() {
			return (request, response) -> response.getOutputStream().print("mine");
		}

	}

}
