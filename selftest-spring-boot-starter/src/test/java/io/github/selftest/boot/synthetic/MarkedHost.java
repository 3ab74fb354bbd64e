package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * A running service on Tomcat in which a header, in place of a signature, makes a request
 * synthetic.
 */
public final class MarkedHost implements AutoCloseable {

	public static final String KEY = "selftest.synthetic.keys[0].id=ci";

	public static final String SECRET = "selftest.synthetic.keys[0].secret=0123456789abcdef0123456789abcdef";

	private static final String MARK = "Test-Synthetic";

	private static final String NOT_WANTED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private MarkedHost(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start a service.
	 * @param application the configuration
	 * @param properties the properties, each as name and value
	 * @return the running service
	 */
	public static MarkedHost start(Class<?> application, String... properties) {
		return start(List.of(application), properties);
	}

	public static MarkedHost start(List<Class<?>> sources, String... properties) {
		List<Class<?>> classes = new ArrayList<>(sources);
		classes.add(Marking.class);
		List<String> arguments = new ArrayList<>(
				List.of("server.port=0", "server.address=127.0.0.1", "spring.application.name=orders", NOT_WANTED));
		arguments.addAll(Arrays.asList(properties));
		if (arguments.contains(KEY)) {
			arguments.add(SECRET);
		}
		return new MarkedHost(
				new SpringApplicationBuilder(classes.toArray(Class<?>[]::new)).web(WebApplicationType.SERVLET)
					.bannerMode(Banner.Mode.OFF)
					.registerShutdownHook(false)
					.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new)));
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Ask as a user.
	 */
	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(path, "local.server.port", "");
	}

	/**
	 * Ask as a monitor.
	 */
	public HttpResponse<String> getMarked(String path) throws IOException, InterruptedException {
		return send(path, "local.server.port", "yes");
	}

	public HttpResponse<String> getMarkedOfManagement(String path) throws IOException, InterruptedException {
		return send(path, "local.management.port", "yes");
	}

	private HttpResponse<String> send(String path, String port, String mark) throws IOException, InterruptedException {
		String base = "http://127.0.0.1:" + Objects.requireNonNull(this.context.getEnvironment().getProperty(port));
		return this.client.send(HttpRequest.newBuilder(URI.create(base + path)).header(MARK, mark).build(),
				BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Marks before Boot observes, as the filter that verifies does.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Marking {

		@Bean
		FilterRegistrationBean<MarkFilter> selfTestMarking() {
			FilterRegistrationBean<MarkFilter> filter = new FilterRegistrationBean<>(new MarkFilter());
			filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
			filter.setAsyncSupported(true);
			filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
			return filter;
		}

	}

	/**
	 * Opens a context for requests with the header.
	 */
	static final class MarkFilter extends OncePerRequestFilter {

		@Override
		protected boolean shouldNotFilterAsyncDispatch() {
			return false;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (!"yes".equals(request.getHeader(MARK))) {
				chain.doFilter(request, response);
				return;
			}
			SyntheticContext synthetic = SyntheticContext.of("ci", "run-1", null, null);
			request.setAttribute(SyntheticContext.REQUEST_ATTRIBUTE, synthetic);
			SyntheticContext.Scope scope = synthetic.open();
			try {
				chain.doFilter(request, response);
			}
			finally {
				scope.close();
			}
		}

	}

}
