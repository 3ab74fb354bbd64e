package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * A service that verifies synthetic requests, and those who sign them.
 */
final class Shop implements AutoCloseable {

	static final String SECRET = "s3cr3t-0123456789abcdef0123456789abcdef";

	static final String OTHER_SECRET = "0ther-0123456789abcdef0123456789abcdef";

	static final String TOKEN = "t0ken-0123456789abcdef0123456789abcdef";

	static final SyntheticSigner CI = new SyntheticSigner("ci", SECRET, "shop");

	private static final String TOMCAT = "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration";

	private static final String JETTY = "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration";

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	private final ConfigurableApplicationContext context;

	private Shop(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Shop onTomcat(String... properties) {
		return start(Service.class, JETTY + "," + SECURITY, properties);
	}

	static Shop onJetty(String... properties) {
		return start(Service.class, TOMCAT + "," + SECURITY, properties);
	}

	static Shop secured(Class<?> application, String... properties) {
		return start(application, JETTY, properties);
	}

	static Shop of(Class<?> application, String... properties) {
		return start(application, JETTY + "," + SECURITY, properties);
	}

	private static Shop start(Class<?> application, String excluded, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("spring.autoconfigure.exclude=" + excluded, "server.port=0",
				"server.address=127.0.0.1", "spring.application.name=shop"));
		arguments.addAll(Arrays.asList(properties));
		return new Shop(new SpringApplicationBuilder(application).web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	/**
	 * Properties of a shop with keys.
	 */
	static String[] keys(String... more) {
		List<String> properties = new ArrayList<>(List.of("selftest.synthetic.keys[0].id=ci",
				"selftest.synthetic.keys[0].secret=" + SECRET, "selftest.synthetic.keys[0].tenants=sandbox-*",
				"selftest.synthetic.keys[0].faults=delay:*", "selftest.synthetic.keys[0].requests-per-second=10000",
				"selftest.synthetic.requests-per-second=10000", "selftest.synthetic.read-only-paths=POST /auth/token"));
		properties.addAll(Arrays.asList(more));
		return properties.toArray(String[]::new);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	int managementPort() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.management.port"));
	}

	List<String> served() {
		return this.context.getBean(Service.class).served;
	}

	Wire.Reply send(String method, String target, String... headers) throws IOException {
		return Wire.send(port(), method, target, List.of(headers), new byte[0]);
	}

	Wire.Reply send(SyntheticSigner signer, String method, String target) throws IOException {
		return Wire.send(port(), method, target, headers(signer, SyntheticRequest.of(method, target)), new byte[0]);
	}

	Wire.Reply send(SyntheticSigner signer, String method, String target, String body, String... headers)
			throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		List<String> all = headers(signer, SyntheticRequest.of(method, target).withTenant("sandbox-1").withBody(bytes));
		all.addAll(List.of(headers));
		return Wire.send(port(), method, target, all, bytes);
	}

	static List<String> headers(SyntheticSigner signer, SyntheticRequest request) {
		return lines(signer.headers(request));
	}

	static List<String> lines(Map<String, String> headers) {
		return headers.entrySet()
			.stream()
			.map((header) -> header.getKey() + ": " + header.getValue())
			.collect(Collectors.toCollection(ArrayList::new));
	}

	double count(String result, String reason) {
		Counts counts = this.context.getBean(SyntheticGate.class).counts();
		return Arrays.stream(Reason.values())
			.filter((candidate) -> candidate.text().equals(reason)
					&& (candidate.isVerified() ? "refused" : "rejected").equals(result))
			.findFirst()
			.map(counts::claims)
			.orElseGet(() -> counts.claims(null))
			.sum();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What it serves.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@RestController
	static class Service {

		private final List<String> served = new CopyOnWriteArrayList<>();

		@GetMapping("/who/{name}")
		String who(@PathVariable String name) {
			return seen();
		}

		@GetMapping("/async/{name}")
		Callable<String> async(@PathVariable String name) {
			String before = seen();
			return () -> before;
		}

		@GetMapping("/later/{name}")
		Callable<String> later(@PathVariable String name) {
			return () -> SyntheticContext.current().map(SyntheticContext::toString).orElse("user");
		}

		@GetMapping("/redispatched/{name}")
		Callable<ResponseEntity<String>> redispatched(@PathVariable String name) {
			return () -> ResponseEntity.status(418).body(name);
		}

		@GetMapping("/headers")
		String headers(HttpServletRequest request) {
			return Collections.list(request.getHeaderNames())
				.stream()
				.filter((name) -> name.toLowerCase(Locale.ROOT).startsWith("x-synthetic"))
				.map((name) -> name.toLowerCase(Locale.ROOT) + "=" + request.getHeader(name))
				.collect(Collectors.joining(" ")) + " " + request.getHeader("X-SYNTHETIC-SIGNATURE") + " "
					+ request.getHeaders("X-Synthetic-Token").hasMoreElements();
		}

		@Bean
		static ServletRegistrationBean<Dispatched> dispatched() {
			ServletRegistrationBean<Dispatched> servlet = new ServletRegistrationBean<>(new Dispatched(),
					"/dispatched");
			servlet.setAsyncSupported(true);
			return servlet;
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

		@PostMapping("/orders")
		String order(HttpServletRequest request) throws IOException {
			this.served.add("order");
			return seen() + " " + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}

		@DeleteMapping("/orders/{id}")
		String delete(@PathVariable String id) {
			this.served.add("delete");
			return seen();
		}

		@PostMapping("/carts/{id}")
		String look(@PathVariable String id) {
			return "looked at";
		}

		@DeleteMapping("/carts/{id}")
		void deleteCart(@PathVariable String id) {
			this.served.add("cart deleted");
		}

		@PutMapping("/orders/{id}")
		String replace(@PathVariable String id, @RequestParam String note) {
			return note;
		}

		@PostMapping("/auth/token")
		String token(@RequestParam(defaultValue = "-") String username) {
			this.served.add("token");
			return seen() + " " + username;
		}

		@PostMapping("/json")
		String json(@RequestBody String json) {
			return json;
		}

		@PostMapping("/reader")
		String reader(HttpServletRequest request) throws IOException {
			return request.getReader().lines().collect(Collectors.joining("|"));
		}

		@PostMapping("/form")
		String form(@RequestParam List<String> a, @RequestParam String b) {
			return String.join("+", a) + " " + b;
		}

		@PostMapping("/upload")
		String upload(@RequestParam String title, @RequestParam MultipartFile file) throws IOException {
			return title + " " + file.getOriginalFilename() + " " + file.getContentType() + " " + file.getSize() + " "
					+ new String(file.getBytes(), StandardCharsets.UTF_8);
		}

		static String seen() {
			return SyntheticContext.current().map(SyntheticContext::toString).orElse("user") + " "
					+ SyntheticContext.current().flatMap(SyntheticContext::tenant).orElse("-") + " "
					+ MDC.get("synthetic") + " " + MDC.get("synthetic.run");
		}

	}

	/**
	 * Answers in a second dispatch, which the container makes of the request as it came.
	 */
	static final class Dispatched extends HttpServlet {

		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				response.getWriter().write(request.getParameter("note"));
				return;
			}
			AsyncContext async = request.startAsync();
			async.start(async::dispatch);
		}

	}

}
