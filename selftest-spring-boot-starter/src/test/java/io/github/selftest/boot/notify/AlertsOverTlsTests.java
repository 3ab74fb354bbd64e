package io.github.selftest.boot.notify;

import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class AlertsOverTlsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	@TempDir
	private Path directory;

	private HttpsServer receiver;

	private File trusted;

	@BeforeEach
	void open() throws Exception {
		KeyStore own = KeyStore.getInstance(keys(), PASSWORD);
		this.trusted = this.directory.resolve("trusted.p12").toFile();
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, PASSWORD);
		store.setCertificateEntry("own", own.getCertificate("own"));
		try (OutputStream out = new FileOutputStream(this.trusted)) {
			store.store(out, PASSWORD);
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(own, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		this.receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
		this.receiver.setHttpsConfigurator(new HttpsConfigurator(context));
		this.receiver.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.sendResponseHeaders(204, -1);
			}
		});
		this.receiver.start();
	}

	@AfterEach
	void close() {
		this.receiver.stop(0);
	}

	@Test
	void distrustsWhomTheJvmDistrusts() {
		runner().run((context) -> assertThat(send(context.getBean(Alerts.class)).observed()).isEqualTo("TLS failed"));
	}

	@Test
	void trustsWhomTheBundleTrusts() {
		runner()
			.withPropertyValues("selftest.notify.ssl-bundle=own",
					"spring.ssl.bundle.jks.own.truststore.location=file:" + this.trusted,
					"spring.ssl.bundle.jks.own.truststore.password=changeit")
			.run((context) -> assertThat(send(context.getBean(Alerts.class)).observed()).isEqualTo("HTTP 204"));
	}

	@Test
	void saysThatThereIsNoSuchBundle() {
		runner().withPropertyValues("selftest.notify.ssl-bundle=own")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("'selftest.notify.ssl-bundle' must be the name of an SSL bundle"));
	}

	private static Outcome send(Alerts alerts) throws InterruptedException {
		Target target = alerts.targets().get(0);
		return target.webhook().send(target.testAlert());
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
					NotifyAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues(
					"selftest.notify.webhooks.slack.url=https://127.0.0.1:" + this.receiver.getAddress().getPort());
	}

	private File keys() throws Exception {
		File keys = this.directory.resolve("keys.p12").toFile();
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=alerts.example.org", "-ext",
				"san=ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore",
				keys.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
		assertThat(keytool.waitFor()).as(output).isZero();
		return keys;
	}

}
