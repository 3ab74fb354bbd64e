package io.github.selftest.boot.check.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.boot.check.TestService;

/**
 * A real service on Tomcat with pages that are safe and pages that are not.
 */
final class TestPages {

	static final String SECRET = "pl4nted-s3cret";

	private TestPages() {
	}

	static ConfigurableApplicationContext start(String... properties) {
		return start(new Class<?>[0], properties);
	}

	static ConfigurableApplicationContext start(Class<?>[] more, String... properties) {
		Class<?>[] sources = Stream.concat(Stream.of(OnTomcat.class), Stream.of(more)).toArray(Class<?>[]::new);
		return TestService.start(sources, properties);
	}

	static List<String> requests(ConfigurableApplicationContext service) {
		return service.getBean(Pages.class).requests;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, SslAutoConfiguration.class,
			SecurityCheckAutoConfiguration.class })
	static class OnTomcat {

		@Bean
		Pages pages() {
			return new Pages();
		}

	}

	/**
	 * Answers as the path says.
	 */
	static final class Pages extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient List<String> requests = Collections.synchronizedList(new ArrayList<>());

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.requests.add(request.getMethod() + " " + request.getRequestURI());
			switch (request.getRequestURI()) {
				case "/safe" -> safe(request, response);
				case "/unsafe" -> unsafe(response);
				case "/json" -> write(response, 200, "application/json", "{}");
				case "/csrf" -> {
					response.addHeader("Set-Cookie", "XSRF-TOKEN=" + SECRET + "; Path=/; SameSite=Lax");
					response.addHeader("Set-Cookie", "old=; Max-Age=0");
					write(response, 200, "application/json", "{}");
				}
				case "/leak" -> leak(request, response);
				case "/refused" -> write(response, 400, "application/json", "{\"error\":\"look at com.acme.Errors\"}");
				case "/basic" -> basic(request, response, "none");
				case "/basic-open" -> basic(request, response, "user:password");
				case "/basic-forbidden" -> forbidden(request, response);
				case "/json-open" -> json(request, response, "{\"username\":\"test\",\"password\":\"test\"}");
				case "/json-closed" -> json(request, response, "none");
				case "/json-without-grant" -> write(response, 403, "application/problem+json",
						"{\"status\":403,\"code\":\"synthetic.no-grant\"}");
				case "/busy" -> busy(request, response);
				case "/guarded" -> redirect(response, "/login");
				case "/elsewhere" -> redirect(response, "/moved");
				default -> write(response, 404, "text/plain", "not here");
			}
		}

		private static void safe(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setHeader("Content-Security-Policy", "default-src 'self'");
			response.setHeader("Referrer-Policy", "no-referrer");
			String secure = request.isSecure() ? "; Secure" : "";
			if (request.isSecure()) {
				response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
			}
			response.addHeader("Set-Cookie", "id=" + SECRET + "; Path=/; HttpOnly; SameSite=Lax" + secure);
			write(response, 200, "text/html;charset=utf-8", "<p>safe</p>");
		}

		private static void unsafe(HttpServletResponse response) throws IOException {
			response.setHeader("X-Content-Type-Options", SECRET);
			response.setHeader("Server", "Acme/2.4.1 " + SECRET);
			response.addHeader("Set-Cookie", "id=" + SECRET + "; Path=/");
			write(response, 200, "text/html", "<p>" + SECRET + "</p>");
		}

		private static void leak(HttpServletRequest request, HttpServletResponse response) throws IOException {
			boolean isJson = String.valueOf(request.getHeader("Accept")).contains("json");
			String trace = "java.lang.IllegalStateException: " + SECRET + "\n\tat com.acme.Orders.find(Orders.java:12)";
			String body = isJson ? "{\"trace\":\"" + trace.replace("\n", "\\n").replace("\t", "\\t") + "\"}" : trace;
			write(response, 500, isJson ? "application/json" : "text/html", body);
		}

		private static void basic(HttpServletRequest request, HttpServletResponse response, String right)
				throws IOException {
			write(response, right.equals(credentials(request)) ? 200 : 401, "text/plain", "");
		}

		private static void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
			write(response, credentials(request).equals("admin:admin") ? 403 : 401, "text/plain", "");
		}

		private static void json(HttpServletRequest request, HttpServletResponse response, String right)
				throws IOException {
			String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			write(response, body.equals(right) ? 200 : 401, "application/json", "{\"token\":\"" + SECRET + "\"}");
		}

		private static void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
			write(response, credentials(request).isEmpty() ? 401 : 429, "text/plain", "");
		}

		private static void redirect(HttpServletResponse response, String path) {
			response.setStatus(302);
			response.setHeader("Location", path + "?" + SECRET);
		}

		private static String credentials(HttpServletRequest request) {
			String header = request.getHeader("Authorization");
			return (header != null)
					? new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8) : "";
		}

		private static void write(HttpServletResponse response, int status, String type, String body)
				throws IOException {
			response.setStatus(status);
			response.setContentType(type);
			response.getWriter().write(body);
		}

	}

}
