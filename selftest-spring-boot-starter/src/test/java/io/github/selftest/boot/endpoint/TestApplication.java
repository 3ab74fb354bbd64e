package io.github.selftest.boot.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A real application on a real server, with an engine that says what it is told.
 */
final class TestApplication implements AutoCloseable {

	private static final String PLAIN_SECURITY = """
			org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,\
			org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration""";

	private final ConfigurableApplicationContext context;

	private TestApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Builder on(Server server) {
		return new Builder(server);
	}

	int port() {
		return port("local.server.port");
	}

	int managementPort() {
		return port("local.management.port");
	}

	FakeEngine engine() {
		return bean(FakeEngine.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

	private int port(String name) {
		return this.context.getEnvironment().getRequiredProperty(name, Integer.class);
	}

	enum Server {

		TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
				+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration"),

		JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration,"
				+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration");

		private final String other;

		Server(String other) {
			this.other = other;
		}

	}

	static final class Builder {

		private final Server server;

		private final List<Class<?>> sources = new ArrayList<>(List.of(Application.class));

		private final Map<String, String> properties = new LinkedHashMap<>();

		private boolean secured;

		private boolean realEngine;

		private Builder(Server server) {
			this.server = server;
			with("server.port=0", "server.address=127.0.0.1", "spring.application.name=orders",
					"logging.level.root=WARN", "management.endpoints.web.exposure.include=health,selftest",
					"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.show-details=always");
		}

		Builder with(Class<?>... sources) {
			this.sources.addAll(List.of(sources));
			return this;
		}

		Builder with(String... properties) {
			for (String property : properties) {
				int equals = property.indexOf('=');
				this.properties.put(property.substring(0, equals), property.substring(equals + 1));
			}
			return this;
		}

		Builder secured() {
			this.secured = true;
			return this;
		}

		/**
		 * Have the engine that every service has, and no check but those of the test.
		 */
		Builder withRealEngine() {
			this.sources.remove(Application.class);
			this.sources.add(Plain.class);
			this.realEngine = true;
			return this;
		}

		TestApplication start() {
			return new TestApplication(
					new SpringApplicationBuilder(this.sources.toArray(Class<?>[]::new)).web(WebApplicationType.SERVLET)
						.bannerMode(Banner.Mode.OFF)
						.registerShutdownHook(false)
						.run(arguments()));
		}

		private String[] arguments() {
			with("spring.autoconfigure.exclude=" + excluded());
			return this.properties.entrySet()
				.stream()
				.map((property) -> "--" + property.getKey() + "=" + property.getValue())
				.toArray(String[]::new);
		}

		private String excluded() {
			return "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
					+ (this.realEngine ? "" : "io.github.selftest.boot.SelfTestAutoConfiguration,") + this.server.other
					+ (this.secured ? "" : "," + PLAIN_SECURITY);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		FakeEngine selfTestEngine() {
			return FakeEngine.passing();
		}

	}

}
