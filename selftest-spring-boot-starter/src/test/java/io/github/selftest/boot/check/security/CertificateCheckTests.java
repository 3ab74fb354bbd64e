package io.github.selftest.boot.check.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is seen of the certificates of the own ports. They are valid for 100
 * days, and time goes by.
 */
@Timeout(60)
class CertificateCheckTests {

	private static final String ID = "securityCertificate";

	private static final String PASSWORD = "pl4nted-s3cret";

	@TempDir
	static Path folder;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SecurityCheckAutoConfiguration.class));

	@BeforeAll
	static void makeKeyStores() throws Exception {
		makeKeyStore("web.p12", "100");
		makeKeyStore("short.p12", "10");
	}

	@Test
	void passesAndMeasuresTheDaysThatAreLeft() {
		try (ConfigurableApplicationContext service = TestPages.start("server.ssl.key-store=" + store("web.p12"),
				"server.ssl.key-store-password=" + PASSWORD)) {
			CheckResult result = SecurityRuns.run(service, ID);
			assertThat(result.status()).isEqualTo(Status.PASS);
			assertThat(result.findings()).extracting(Finding::code)
				.containsExactly("security.certificate-expired", "security.tls-protocols");
			assertThat(result.measurements()).singleElement().satisfies((left) -> {
				assertThat(left.name()).isEqualTo("certificateDaysLeft");
				assertThat(left.unit()).isEqualTo("days");
				assertThat(left.value()).isBetween(99.0, 100.0);
				assertThat(left.limit()).isEqualTo(30.0);
			});
			assertThat(TestPages.requests(service)).isEmpty();
			assertThat(SecurityRuns.text(result)).contains("CN=shop.example").doesNotContain(PASSWORD);
		}
	}

	@Test
	void goesOnWithTheCertificateThatTheServerLoadedOnce() throws IOException {
		Path store = Files.copy(folder.resolve("web.p12"), folder.resolve("once.p12"));
		try (ConfigurableApplicationContext service = TestPages.start("server.ssl.key-store=" + store.toUri(),
				"server.ssl.key-store-password=" + PASSWORD)) {
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
			Files.delete(store);
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void takesUpABundleThatTheServerTakesUp() {
		try (ConfigurableApplicationContext service = TestPages.start(withBundles())) {
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
			renew(service);
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.WARN);
		}
	}

	@Test
	void goesOnWithABundleThatTheServerDoesNotTakeUpAnew() {
		this.runner.withPropertyValues(withBundles()).run((service) -> {
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
			renew(service);
			assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
		});
	}

	@Test
	void answersOverTlsNeedStrictTransportSecurity() {
		try (ConfigurableApplicationContext service = TestPages.start("server.ssl.key-store=" + store("web.p12"),
				"server.ssl.key-store-password=" + PASSWORD, "selftest.check.security.paths=/safe,/json")) {
			CheckResult result = SecurityRuns.run(service, "securityHeaders");
			assertThat(SecurityRuns.only(result, SecurityRule.HEADER_HSTS).message()).contains("GET '/json'");
			assertThat(SecurityRuns.only(result, SecurityRule.COOKIE_SECURE).status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void warnsWhenLittleTimeIsLeft() {
		withStore("web.p12").run((service) -> {
			CheckResult result = SecurityRuns.run(service, ID, in(Duration.ofDays(80)));
			Finding finding = SecurityRuns.only(result, SecurityRule.CERTIFICATE_EXPIRES_SOON);
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.observed()).isIn("19.9 days", "20.0 days");
			assertThat(finding.expected()).isEqualTo("at least 30.0 days");
		});
	}

	@Test
	void failsWhenNoTimeIsLeft() {
		withStore("web.p12").run((service) -> {
			CheckResult result = SecurityRuns.run(service, ID, in(Duration.ofDays(101)));
			Finding finding = SecurityRuns.only(result, SecurityRule.CERTIFICATE_EXPIRED);
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.message()).contains("has expired");
			assertThat(result.measurements().get(0).value()).isNegative();
		});
	}

	@Test
	void failsBeforeTheBegin() {
		withStore("web.p12").run((service) -> {
			CheckResult result = SecurityRuns.run(service, ID, in(Duration.ofDays(-10)));
			assertThat(SecurityRuns.only(result, SecurityRule.CERTIFICATE_NOT_YET_VALID).status())
				.isEqualTo(Status.FAIL);
		});
	}

	@Test
	void keepsToTheLimitsThatAreSet() {
		withStore("web.p12")
			.withPropertyValues("selftest.check.security.certificate.warn-within=95d",
					"selftest.check.security.certificate.fail-within=90d")
			.run((service) -> {
				assertThat(SecurityRuns.run(service, ID).status()).isEqualTo(Status.PASS);
				assertThat(SecurityRuns.run(service, ID, in(Duration.ofDays(7))).status()).isEqualTo(Status.WARN);
				assertThat(SecurityRuns.run(service, ID, in(Duration.ofDays(12))).status()).isEqualTo(Status.FAIL);
			});
	}

	@Test
	void readsTheBundlesOfEachServerName() {
		this.runner.withPropertyValues(withBundles())
			.withPropertyValues("server.ssl.server-name-bundles[0].server-name=short.example",
					"server.ssl.server-name-bundles[0].bundle=short")
			.run((service) -> assertThat(
					SecurityRuns.only(SecurityRuns.run(service, ID), SecurityRule.CERTIFICATE_EXPIRES_SOON).message())
				.contains("server.ssl.server-name-bundles"));
	}

	@Test
	void readsTheCertificateOfASeparateManagementPort() {
		this.runner
			.withPropertyValues("management.server.port=9000", "management.server.ssl.key-store=" + store("short.p12"),
					"management.server.ssl.key-store-password=" + PASSWORD)
			.run((service) -> assertThat(
					SecurityRuns.only(SecurityRuns.run(service, ID), SecurityRule.CERTIFICATE_EXPIRES_SOON).message())
				.contains("'management.server.ssl'"));
	}

	@Test
	void warnsOfOldProtocols() {
		withStore("web.p12").withPropertyValues("server.ssl.enabled-protocols=TLSv1.1,TLSv1.3").run((service) -> {
			Finding finding = SecurityRuns.only(SecurityRuns.run(service, ID), SecurityRule.TLS_PROTOCOLS);
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.observed()).isEqualTo("TLSv1.1");
		});
	}

	@Test
	void isInconclusiveWhenTheKeyStoreCannotBeRead() {
		withStore("not-there.p12").run((service) -> {
			CheckResult result = SecurityRuns.run(service, ID);
			assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(SecurityRuns.only(result, SecurityRule.CERTIFICATE_UNREADABLE).remedy()).contains("log");
			assertThat(SecurityRuns.text(result)).doesNotContain(PASSWORD, "not-there");
		});
	}

	@Test
	void isNotThereWithoutTls() {
		this.runner.run((service) -> assertThat(SecurityRuns.ids(service)).doesNotContain(ID));
		withStore("web.p12").withPropertyValues("server.ssl.enabled=false")
			.run((service) -> assertThat(SecurityRuns.ids(service)).doesNotContain(ID));
	}

	private WebApplicationContextRunner withStore(String file) {
		return this.runner.withPropertyValues("server.ssl.key-store=" + store(file),
				"server.ssl.key-store-password=" + PASSWORD);
	}

	private static String[] withBundles() {
		return new String[] { "server.ssl.bundle=web", "spring.ssl.bundle.jks.web.keystore.password=" + PASSWORD,
				"spring.ssl.bundle.jks.web.keystore.location=" + store("web.p12"),
				"spring.ssl.bundle.jks.short.keystore.location=" + store("short.p12"),
				"spring.ssl.bundle.jks.short.keystore.password=" + PASSWORD };
	}

	private static void renew(ApplicationContext service) {
		service.getBean(SslBundleRegistry.class)
			.updateBundle("web", service.getBean(SslBundles.class).getBundle("short"));
	}

	private static String store(String file) {
		return folder.resolve(file).toUri().toString();
	}

	private static Clock in(Duration duration) {
		return Clock.offset(Clock.systemUTC(), duration);
	}

	private static void makeKeyStore(String file, String days) throws IOException, InterruptedException {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-alias", "web", "-dname", "CN=shop.example", "-validity", days,
				"-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", folder.resolve(file).toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).isZero();
	}

}
