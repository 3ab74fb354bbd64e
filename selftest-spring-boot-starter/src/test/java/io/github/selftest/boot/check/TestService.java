package io.github.selftest.boot.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A real service on a port of its own choice that answers what a test wants to see.
 */
public final class TestService {

	private TestService() {
	}

	/**
	 * Start a service. The caller closes it.
	 */
	public static ConfigurableApplicationContext start(Class<?>[] sources, String... properties) {
		String[] arguments = Stream.concat(Stream.of("server.port=0"), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new SpringApplicationBuilder(sources).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.logStartupInfo(false)
			.run(arguments);
	}

	/**
	 * A service on Tomcat.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	public static class OnTomcat {

		@Bean
		public ProductsServlet products() {
			return new ProductsServlet();
		}

	}

	/**
	 * Answers a list of one product, or the status in the parameter {@code status}.
	 */
	public static final class ProductsServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());

		/**
		 * Return the headers, and some more, of each request.
		 */
		public List<Map<String, String>> requests() {
			return this.requests;
		}

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			Collections.list(request.getHeaderNames()).forEach((name) -> seen.put(name, request.getHeader(name)));
			seen.put("uri", request.getMethod() + " " + request.getRequestURI());
			seen.put("secure", Boolean.toString(request.isSecure()));
			seen.put("body", new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
			this.requests.add(seen);
			String status = request.getParameter("status");
			response.setStatus((status != null) ? Integer.parseInt(status) : 200);
			response.setContentType("application/json");
			response.getWriter().write("[{\"name\":\"Fresh eggs\",\"price\":4.50}]");
		}

	}

}
