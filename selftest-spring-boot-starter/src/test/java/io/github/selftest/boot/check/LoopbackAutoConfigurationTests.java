package io.github.selftest.boot.check;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class LoopbackAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LoopbackAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void callsTheServiceBelowItsContextPathAsASyntheticRequest() {
		try (ConfigurableApplicationContext service = start(TestService.OnTomcat.class,
				"server.servlet.context-path=/shop")) {
			client(service).post("/products")
				.header("Accept", "application/json")
				.json("{\"a\":\"\u00e9\"}")
				.send()
				.expectStatus(200)
				.expectHeader("Content-Type contains json")
				.expectJson("/0/price == 4.5")
				.expectLatency(Duration.ofSeconds(10));
			assertThat(request(service)).containsEntry("uri", "POST /shop/products")
				.containsEntry("X-Synthetic-Request", "true")
				.containsEntry("User-Agent", "SyntheticMonitor/1.0")
				.containsEntry("Accept", "application/json")
				.containsEntry("Content-Type", "application/json")
				.containsEntry("body", "{\"a\":\"\u00e9\"}");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TestService.OnTomcat.class, OnJetty.class })
	void callsTheServiceBelowAContextPathBeyondAscii(Class<?> server) {
		try (ConfigurableApplicationContext service = start(server, "server.servlet.context-path=/hof l\u00e4dchen")) {
			client(service).get("/products").send().expectStatus(200);
			assertThat(request(service)).containsEntry("uri", "GET /hof%20l%C3%A4dchen/products");
		}
	}

	@Test
	void callsTheAddressThatTheServiceIsBoundTo() {
		try (ConfigurableApplicationContext service = start(TestService.OnTomcat.class, "server.address=127.0.0.2")) {
			client(service).get("/products").send().expectStatus(200);
			assertThat(request(service).get("Host")).startsWith("127.0.0.2:");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TestService.OnTomcat.class, OnJetty.class })
	void speaksTlsWithAServiceWhoseCertificateNobodyKnows(Class<?> server) throws Exception {
		try (ConfigurableApplicationContext service = start(server, "server.ssl.key-store=" + keyStore(),
				"server.ssl.key-store-password=changeit")) {
			client(service).get("/products").send().expectStatus(200);
			client(service).get("/products").send().expectStatus(200);
			assertThat(request(service)).containsEntry("secure", "true");
			assertThat(request(service).get("Host")).startsWith("shop.example.org:");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TestService.OnTomcat.class, OnJetty.class })
	void isNoFailureWhenTheServiceAsksForACertificate(Class<?> server) throws Exception {
		try (ConfigurableApplicationContext service = start(server, "server.ssl.key-store=" + keyStore(),
				"server.ssl.key-store-password=changeit", "server.ssl.client-auth=need",
				"server.ssl.trust-store=" + trustStore(keyStore()), "server.ssl.trust-store-password=changeit")) {
			FindingError error = catchThrowableOfType(FindingError.class,
					() -> client(service).get("/products").send());
			assertThat(error.finding().code()).isEqualTo("http.no-client-certificate");
			assertThat(error.finding().status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(error.finding().remedy()).contains("'server.ssl.client-auth'");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TestService.OnTomcat.class, OnJetty.class })
	void isNoFailureOfTheClientThatHidesNothingEither(Class<?> server) throws Exception {
		try (ConfigurableApplicationContext service = start(server, "server.ssl.key-store=" + keyStore(),
				"server.ssl.key-store-password=changeit", "server.ssl.client-auth=need",
				"server.ssl.trust-store=" + trustStore(keyStore()), "server.ssl.trust-store-password=changeit")) {
			FindingError error = catchThrowableOfType(FindingError.class,
					() -> TestCheckContext.rawLoopback(service.getEnvironment())
						.send(TestCheckContext.ofKind("http-cache"), new RawRequest("GET", "/products", List.of(),
								Duration.ofSeconds(5), 1000, (fields) -> (bytes, offset, length) -> {
								})));
			assertThat(error.finding().code()).isEqualTo("http-cache.no-client-certificate");
			assertThat(error.finding().status()).isEqualTo(Status.INCONCLUSIVE);
		}
	}

	@Test
	void startsNoThreadAndKeepsNone() {
		try (ConfigurableApplicationContext service = start(TestService.OnTomcat.class)) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			client(service).get("/products").send();
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("HttpClient") || name.startsWith("selftest"));
		}
	}

	@Test
	void findsNoServerInAnApplicationWithoutOne() {
		this.runner.run((context) -> {
			LoopbackClient client = context.getBean(LoopbackClientFactory.class)
				.create(TestCheckContext.ofKind("http"));
			Finding finding = catchThrowableOfType(FindingError.class, () -> client.get("/").send()).finding();
			assertThat(finding.code()).isEqualTo("http.no-server");
		});
	}

	@Test
	void backsOffWhenTheServiceBringsItsOwn() {
		this.runner.withBean("own", LoopbackClientFactory.class, () -> CheckContext::loopback)
			.run((context) -> assertThat(context).hasSingleBean(LoopbackClientFactory.class).hasBean("own"));
	}

	@Test
	void leavesNothingWhenSwitchedOff() {
		this.runner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LoopbackClientFactory.class)
				.doesNotHaveBean(LoopbackProperties.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "10001" })
	void refusesAPaceOutOfBounds(String pace) {
		this.runner.withPropertyValues("selftest.loopback.max-requests-per-second=" + pace)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(SelfTestConfigurationException.class)
				.hasRootCauseMessage("'selftest.loopback.max-requests-per-second' must be a number from 1 to 10000 "
						+ "but was '" + pace + "'"));
	}

	private static ConfigurableApplicationContext start(Class<?> server, String... properties) {
		return TestService.start(new Class<?>[] { server, WithLoopback.class }, properties);
	}

	private static LoopbackClient client(ConfigurableApplicationContext service) {
		return service.getBean(LoopbackClientFactory.class).create(TestCheckContext.ofKind("http"));
	}

	private static Map<String, String> request(ConfigurableApplicationContext service) {
		return service.getBean(TestService.ProductsServlet.class).requests().get(0);
	}

	private String trustStore(String keyStore) throws IOException, GeneralSecurityException {
		char[] password = "changeit".toCharArray();
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, password);
		trusted.setCertificateEntry("own", KeyStore.getInstance(new File(keyStore), password).getCertificate("own"));
		File file = this.directory.resolve("trusted.p12").toFile();
		try (OutputStream out = new FileOutputStream(file)) {
			trusted.store(out, password);
		}
		return file.toString();
	}

	private String keyStore() throws IOException, InterruptedException {
		Path file = this.directory.resolve("keys.p12");
		if (file.toFile().exists()) {
			return file.toString();
		}
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=shop.example.org", "-validity", "1",
				"-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
		assertThat(keytool.waitFor()).as(output).isZero();
		return file.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LoopbackAutoConfiguration.class)
	static class WithLoopback {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(JettyServletWebServerAutoConfiguration.class)
	static class OnJetty {

		@Bean
		TestService.ProductsServlet products() {
			return new TestService.ProductsServlet();
		}

	}

}
