package io.github.selftest.browser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.identity.Identity;

/**
 * A service on a port of its own.
 */
final class Service implements AutoCloseable {

	private static final Map<String, Object> DEFAULTS = Map.of("server.port", "0", "server.address", "127.0.0.1",
			"spring.application.name", "farm-shop", "spring.application.version", "2.7.1", "POD_NAME",
			"farm-shop-7c9f6d-x2k8p", "management.endpoints.web.exposure.include", "selftest",
			"management.endpoint.selftest.access", "unrestricted", "selftest.endpoint.show-details", "always",
			"selftest.endpoint.min-interval", "0s", "logging.level.root", "warn");

	private final ConfigurableApplicationContext context;

	private Service(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Service with(StagedEngine engine, String... properties) {
		return start(engine, List.of(Application.class), properties);
	}

	static Service behindStrictHeaders(StagedEngine engine) {
		return start(engine, List.of(Application.class, StrictHeaders.class));
	}

	static Service withRealEngine(Class<?> checks, String... properties) {
		return start(null, List.of(Application.class, checks), properties);
	}

	private static Service start(@Nullable StagedEngine engine, List<Class<?>> sources, String... properties) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false);
		Map<String, Object> all = new LinkedHashMap<>(DEFAULTS);
		if (engine != null) {
			all.put("spring.autoconfigure.exclude", "io.github.selftest.boot.SelfTestAutoConfiguration");
			builder.initializers((context) -> context.getBeanFactory().registerSingleton("stagedEngine", engine));
		}
		for (String property : properties) {
			all.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
		}
		ConfigurableApplicationContext context = builder.run(all.entrySet()
			.stream()
			.map((each) -> "--" + each.getKey() + "=" + each.getValue())
			.toArray(String[]::new));
		if (engine != null) {
			// the hour that is staged belongs to this process
			ReflectionTestUtils.setField(context.getBean(Identity.class), "startedNanos",
					System.nanoTime() - StagedEngine.PAST.toNanos());
			context.getBeansOfType(EngineListener.class).values().forEach(engine::tell);
		}
		return new Service(context);
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator/selftest" + path;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * What a host or a proxy may add to each answer.
	 */
	@Configuration(proxyBeanMethods = false)
	static class StrictHeaders {

		@Bean
		FilterRegistrationBean<jakarta.servlet.Filter> strictHeaders() {
			FilterRegistrationBean<jakarta.servlet.Filter> filter = new FilterRegistrationBean<>(
					(request, response, chain) -> {
						HttpServletResponse http = (HttpServletResponse) response;
						http.addHeader("Content-Security-Policy", "default-src 'self'");
						chain.doFilter(request, new KeepsPolicies(http));
					});
			filter.setOrder(Integer.MIN_VALUE);
			return filter;
		}

	}

	/**
	 * A proxy adds its policy to that of the page; a browser obeys both.
	 */
	private static final class KeepsPolicies extends jakarta.servlet.http.HttpServletResponseWrapper {

		KeepsPolicies(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void setHeader(String name, String value) {
			if (name.equals("Content-Security-Policy")) {
				addHeader(name, value);
			}
			else {
				super.setHeader(name, value);
			}
		}

	}

}
