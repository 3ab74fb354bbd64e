package io.github.selftest.boot.synthetic.propagation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSignature;

import static org.assertj.core.api.Assertions.assertThat;

class SigningInterceptorTests {

	private static final String SECRET = "abcdefghijklmnopqrstuvwxyz0123456789";

	private static final SyntheticContext SANDBOX = SyntheticContext.of("ci", "run-7", "acme", "slow=db");

	private static final Pattern SIGNATURE = Pattern
		.compile("kid=orders-out,t=(?<seconds>\\d+),n=(?<nonce>[\\w-]+),v1=(?<mac>[0-9a-f]{64})");

	private static final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private static HttpServer server;

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", SigningInterceptorTests::receive);
		server.start();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	@BeforeEach
	void forget() {
		received.clear();
	}

	@Test
	void signsACallOfRestClientToATarget() {
		contextRunner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			synthetically(() -> client.post()
				.uri(url("/stock/{id}?q={q}"), "a b/c", "x&y=ü")
				.body("{}")
				.retrieve()
				.toBodilessEntity());
			Received call = received.take();
			assertThat(call.target).isEqualTo("/stock/a%20b%2Fc?q=x%26y%3D%C3%BC");
			assertThat(call.body).isEqualTo("{}");
			assertIsSigned(call);
		});
	}

	@Test
	void signsACallOfRestTemplateToATarget() {
		contextRunner().run((context) -> {
			RestTemplate client = context.getBean(RestTemplateBuilder.class).build();
			synthetically(() -> client.getForObject(url("/stock/{id}"), String.class, "7"));
			assertIsSigned(received.take());
		});
	}

	@Test
	void signsACallOfAnHttpInterfaceToATarget() {
		contextRunner().withUserConfiguration(Interfaces.class)
			.withPropertyValues("spring.http.serviceclient.stock.base-url=" + url(""),
					"spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
			.run((context) -> {
				Stock stock = context.getBean(Stock.class);
				synthetically(stock::all);
				assertIsSigned(received.take());
			});
	}

	@Test
	void signsTheRootPath() {
		contextRunner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			synthetically(() -> client.get().uri(URI.create(url("?x=1"))).retrieve().toBodilessEntity());
			Received call = received.take();
			assertThat(call.target).isEqualTo("/?x=1");
			assertIsSigned(call);
		});
	}

	@Test
	void leavesTheCallOfAUserUnmarked() {
		contextRunner().run((context) -> {
			context.getBean(RestClient.Builder.class).build().get().uri(url("/stock")).retrieve().toBodilessEntity();
			assertThat(received.take().ours()).isEmpty();
		});
	}

	@Test
	void takesHeadersThatTheServiceCopiedOffCallsToOthers() {
		contextRunner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			String other = url("/stock").replace("localhost", "127.0.0.1");
			Runnable call = () -> client.get()
				.uri(other)
				.headers((headers) -> List
					.of("X-Synthetic-Request", "x-synthetic-signature", "X-SYNTHETIC-TENANT", "X-Synthetic-Fault",
							"X-Synthetic-Run", "X-Synthetic-Token")
					.forEach((name) -> headers.add(name, "true")))
				.retrieve()
				.toBodilessEntity();
			synthetically(call);
			assertThat(received.take().ours()).isEmpty();
			call.run();
			assertThat(received.take().ours()).isEmpty();
		});
	}

	@Test
	void neverPassesTheSignatureOfItsClientOn() {
		contextRunner().run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).build();
			synthetically(() -> client.get()
				.uri(url("/stock"))
				.header("X-Synthetic-Signature", "kid=ci,t=1,n=stolen,v1=00")
				.header("X-Synthetic-Tenant", "other")
				.retrieve()
				.toBodilessEntity());
			assertIsSigned(received.take());
		});
	}

	@Test
	void aTargetThatRedirectsTakesTheSignatureAlongUnlessNobodyFollows() {
		contextRunner().run((context) -> {
			get(context, "/redirect");
			assertIsSigned(received.take());
			assertThat(received.take().ours()).isNotEmpty();
		});
		contextRunner().withPropertyValues("spring.http.clients.redirects=dont-follow").run((context) -> {
			get(context, "/redirect");
			assertIsSigned(received.take());
			assertThat(received).isEmpty();
		});
	}

	private static void get(BeanFactory context, String path) {
		RestClient client = context.getBean(RestClient.Builder.class).build();
		synthetically(() -> client.get().uri(url(path)).retrieve().toBodilessEntity());
	}

	@Test
	void isAbsentUnlessAskedFor() {
		contextRunner().withPropertyValues("selftest.synthetic.propagation.clients=false")
			.run((context) -> assertThat(context).doesNotHaveBean("selfTestSigningRestClientCustomizer")
				.doesNotHaveBean("selfTestSigningRestTemplateCustomizer"));
	}

	@Test
	void aKeyThatDoesNotExistEndsTheStart() {
		contextRunner().withPropertyValues("selftest.synthetic.propagation.targets[0].key-id=none")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("selftest.synthetic.propagation.targets[0].key-id")
				.hasMessageNotContaining(SECRET));
	}

	private static WebApplicationContextRunner contextRunner() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SyntheticPropagationAutoConfiguration.class,
					HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
					RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class))
			.withPropertyValues("spring.application.name=orders", "selftest.synthetic.keys[0].id=orders-out",
					"selftest.synthetic.keys[0].secret=" + SECRET, "selftest.synthetic.propagation.clients=true",
					"selftest.synthetic.propagation.targets[0].host=localhost:" + server.getAddress().getPort(),
					"selftest.synthetic.propagation.targets[0].audience=stock",
					"selftest.synthetic.propagation.targets[0].key-id=orders-out");
	}

	private static void assertIsSigned(Received call) {
		Matcher signature = SIGNATURE.matcher(String.valueOf(call.headers.getFirst("X-Synthetic-Signature")));
		assertThat(signature.matches()).isTrue();
		assertThat(call.ours()).hasSize(5)
			.containsEntry("x-synthetic-request", List.of("true"))
			.containsEntry("x-synthetic-tenant", List.of("acme"))
			.containsEntry("x-synthetic-fault", List.of("slow=db"))
			.containsEntry("x-synthetic-run", List.of("run-7"));
		byte[] expected = SyntheticSignature.of(SECRET.getBytes(StandardCharsets.UTF_8), "stock",
				Long.parseLong(signature.group("seconds")), signature.group("nonce"),
				SyntheticRequest.of(call.method, call.target)
					.withTenant("acme")
					.withFault("slow=db")
					.withBody(call.body.getBytes(StandardCharsets.UTF_8)));
		assertThat(signature.group("mac")).isEqualTo(HexFormat.of().formatHex(expected));
	}

	private static void synthetically(Runnable work) {
		SyntheticContext.Scope scope = SANDBOX.open();
		try {
			work.run();
		}
		finally {
			scope.close();
		}
	}

	private static String url(String path) {
		return "http://localhost:" + server.getAddress().getPort() + path;
	}

	private static void receive(HttpExchange exchange) throws IOException {
		received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getRequestHeaders(),
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
		boolean redirects = exchange.getRequestURI().getPath().equals("/redirect");
		if (redirects) {
			exchange.getResponseHeaders().set("Location", url("/elsewhere").replace("localhost", "127.0.0.1"));
		}
		exchange.sendResponseHeaders(redirects ? 302 : 204, -1);
		exchange.close();
	}

	/**
	 * A call as it came over the wire.
	 */
	private record Received(String method, String target, Headers headers, String body) {

		Map<String, List<String>> ours() {
			return this.headers.entrySet()
				.stream()
				.filter((header) -> header.getKey().toLowerCase(Locale.ROOT).startsWith("x-synthetic-"))
				.collect(Collectors.toMap((header) -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
		}

	}

	interface Stock {

		@GetExchange("/stock")
		void all();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportHttpServices(group = "stock", types = Stock.class)
	static class Interfaces {

	}

}
