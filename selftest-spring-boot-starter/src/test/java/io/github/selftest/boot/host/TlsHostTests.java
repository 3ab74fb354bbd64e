package io.github.selftest.boot.host;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services that speak TLS on their own port.
 */
class TlsHostTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	@TempDir
	static Path directory;

	@SuppressWarnings("NullAway.Init")
	private static File keys;

	@SuppressWarnings("NullAway.Init")
	private static File trusted;

	@SuppressWarnings("NullAway.Init")
	private static HttpClient client;

	@BeforeAll
	static void makeCertificate() throws Exception {
		keys = directory.resolve("keys.p12").toFile();
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=shop.example.org", "-ext",
				"san=ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore",
				keys.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
		assertThat(keytool.waitFor()).as(output).isZero();
		trusted = trustStore(KeyStore.getInstance(keys, PASSWORD));
		client = HttpClient.newBuilder().sslContext(context(KeyStore.getInstance(keys, PASSWORD))).build();
	}

	@Test
	void staysTheSameBehindTls() throws Exception {
		try (Pair pair = start()) {
			pair.hasTheSameBeans().answersTheSame("/hello/you", "/nope", "/actuator/health").countsTheSame();
			await().until(() -> pair.with.get("/actuator/selftest/smoke").statusCode() == 200);
			assertThat(pair.with.get("/health").statusCode()).isEqualTo(200);
			assertThat(pair.with.run("own").status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void saysWhatToDoWhereCallersNeedACertificate() throws Exception {
		try (Pair pair = start("server.ssl.client-auth=need", "server.ssl.trust-store=" + trusted,
				"server.ssl.trust-store-password=changeit")) {
			pair.hasTheSameBeans().answersTheSame("/hello/you", "/nope", "/actuator/health").countsTheSame();
			await().until(() -> pair.with.get("/actuator/selftest/smoke").statusCode() == 200);
			assertThat(pair.with.run("own").status()).isEqualTo(Status.INCONCLUSIVE);
			Finding finding = Objects.requireNonNull(pair.with.engine().check("page").orElseThrow().explanation());
			assertThat(finding.code()).isEqualTo("http.no-client-certificate");
			assertThat(finding.remedy()).contains("'server.ssl.client-auth'");
		}
	}

	private static Pair start(String... properties) {
		String[] all = Stream
			.of(new String[] { "management.endpoints.web.exposure.include=health,selftest",
					"server.ssl.key-store=" + keys, "server.ssl.key-store-password=changeit" }, properties,
					PlainService.ownCheck("/hello/self"))
			.flatMap(Stream::of)
			.toArray(String[]::new);
		return Pair.start((some) -> Host.startWithTls(PlainService.class, client, some), all);
	}

	private static SSLContext context(KeyStore own) throws GeneralSecurityException {
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(own, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), new TrustManager[] { new TrustsAll() }, null);
		return context;
	}

	private static File trustStore(KeyStore own) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, PASSWORD);
		store.setCertificateEntry("own", own.getCertificate("own"));
		File file = directory.resolve("trusted.p12").toFile();
		try (OutputStream out = new FileOutputStream(file)) {
			store.store(out, PASSWORD);
		}
		return file;
	}

	/**
	 * Trusts every server; there is but one.
	 */
	private static final class TrustsAll extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
