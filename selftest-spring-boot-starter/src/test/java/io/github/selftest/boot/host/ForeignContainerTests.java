package io.github.selftest.boot.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.context.support.WebApplicationContextUtils;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service deployed into a Tomcat that is not Boot's, as a WAR is.
 */
@Tag("slow")
class ForeignContainerTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Tomcat tomcat = new Tomcat();

	@TempDir
	Path directory;

	@BeforeEach
	void start() throws LifecycleException {
		this.tomcat.setBaseDir(this.directory.toString());
		this.tomcat.setPort(0);
		this.tomcat.getConnector();
		this.tomcat.start();
	}

	@AfterEach
	void stop() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	@Test
	void answersTheSameAndSaysThatItDoesNotKnowItsPort() throws Exception {
		deploy("/without", List.of("selftest.enabled=false"));
		Context deployed = deploy("/with", List.of());
		for (String path : List.of("/hello/you", "/actuator/health")) {
			assertThat(get("/with" + path).statusCode()).isEqualTo(200);
			assertThat(Pair.stable(get("/with" + path))).isEqualTo(Pair.stable(get("/without" + path)));
		}
		await().until(() -> get("/with/actuator/selftest/smoke").statusCode() == 200);
		await().until(() -> get("/with/health").body().equals("{\"status\":\"ok\"}"));
		assertThat(run(deployed)).isEqualTo(Status.INCONCLUSIVE);
		Finding finding = Objects.requireNonNull(engine(deployed).check("page").orElseThrow().explanation());
		assertThat(finding.code()).isEqualTo("http.no-server");
		assertThat(finding.remedy()).contains("'selftest.loopback.port'");
	}

	@Test
	void callsItselfOnceItHasBeenToldItsPort() throws Exception {
		Context deployed = deploy("/shop",
				List.of("selftest.loopback.port=" + port(), "server.servlet.context-path=/shop"));
		assertThat(run(deployed)).isEqualTo(Status.PASS);
	}

	@Test
	void undeployEndsEveryThread() throws Exception {
		await().until(() -> threads().isEmpty());
		Context deployed = deploy("/shop", List.of());
		await().until(() -> get("/shop/actuator/selftest/smoke").statusCode() == 200);
		assertThat(threads()).isNotEmpty();
		this.tomcat.getHost().removeChild(deployed);
		assertThat(get("/shop/health").statusCode()).isEqualTo(404);
		await().until(() -> threads().isEmpty());
		deploy("/shop", List.of());
		await().until(() -> get("/shop/actuator/selftest/smoke").statusCode() == 200);
	}

	private Context deploy(String path, List<String> arguments) {
		StandardContext deployed = new StandardContext();
		deployed.setName(path);
		deployed.setPath(path);
		deployed.setDocBase(this.directory.toString());
		deployed.addLifecycleListener(new Tomcat.FixContextListener());
		deployed.addServletContainerInitializer((classes, context) -> new War(arguments).onStartup(context), Set.of());
		this.tomcat.getHost().addChild(deployed);
		assertThat(deployed.getState().isAvailable()).isTrue();
		return deployed;
	}

	private static Status run(Context deployed) throws Exception {
		await().until(() -> !engine(deployed).verdict("own").orElseThrow().checks().isEmpty());
		return engine(deployed).run("own", Duration.ZERO).get(30, TimeUnit.SECONDS).status();
	}

	private static Engine engine(Context deployed) {
		return WebApplicationContextUtils.getRequiredWebApplicationContext(deployed.getServletContext())
			.getBean(Engine.class);
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("selftest-"))
			.collect(Collectors.toSet());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
			.timeout(Duration.ofSeconds(30))
			.build(), BodyHandlers.ofString());
	}

	private int port() {
		return this.tomcat.getConnector().getLocalPort();
	}

	private static final class War extends SpringBootServletInitializer {

		private final List<String> arguments;

		private War(List<String> arguments) {
			this.arguments = arguments;
		}

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(PlainService.class).bannerMode(Banner.Mode.OFF).properties(properties());
		}

		private String[] properties() {
			return Host.plain(Host.concat(new String[] { "management.endpoints.web.exposure.include=health,selftest" },
					PlainService.ownCheck("/hello/self"), this.arguments.toArray(String[]::new)));
		}

	}

}
