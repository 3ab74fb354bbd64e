package io.github.selftest.boot.check.security;

import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

/**
 * The certificates of the own ports, read from where the server has them from.
 */
final class OwnCertificates {

	private static final List<String> PORTS = List.of("server.ssl", "management.server.ssl");

	private final ApplicationContext context;

	private final ObjectProvider<SslBundles> bundles;

	private final Map<String, List<ServedCertificate>> loadedOnce = new LinkedHashMap<>();

	OwnCertificates(ApplicationContext context, ObjectProvider<SslBundles> bundles) {
		this.context = context;
		this.bundles = bundles;
	}

	boolean isTlsInUse() {
		return !ports().isEmpty();
	}

	/**
	 * Read the certificates.
	 * @return the certificates of all ports that speak TLS
	 * @throws KeyStoreException if a key store cannot be read
	 */
	List<ServedCertificate> read() throws KeyStoreException {
		List<ServedCertificate> all = new ArrayList<>();
		for (Map.Entry<String, Ssl> port : ports().entrySet()) {
			all.addAll(read(port.getKey(), port.getValue()));
			for (Ssl.ServerNameSslBundle name : port.getValue().getServerNameBundles()) {
				all.addAll(read(port.getKey() + ".server-name-bundles", Ssl.forBundle(name.bundle())));
			}
		}
		return all;
	}

	private Map<String, Ssl> ports() {
		Map<String, Ssl> ports = new LinkedHashMap<>();
		Settings settings = new Settings(this.context.getEnvironment());
		for (String port : PORTS) {
			Ssl ssl = settings.get(port, Ssl.class);
			if (ssl != null && ssl.isEnabled()) {
				ports.put(port, ssl);
			}
		}
		return ports;
	}

	/**
	 * A file may have been renewed while the server goes on with the old certificate, so
	 * what the server loads once is read once.
	 */
	private List<ServedCertificate> read(String port, Ssl ssl) throws KeyStoreException {
		if (isReloadable(ssl)) {
			return load(port, ssl);
		}
		String key = port + " " + ssl.getBundle();
		List<ServedCertificate> loaded = this.loadedOnce.get(key);
		if (loaded == null) {
			loaded = load(port, ssl);
			this.loadedOnce.put(key, loaded);
		}
		return loaded;
	}

	private boolean isReloadable(Ssl ssl) {
		return StringUtils.hasText(ssl.getBundle()) && this.context instanceof WebServerApplicationContext web
				&& isTomcat(web.getWebServer());
	}

	private static boolean isTomcat(@Nullable Object server) {
		return server != null && server.getClass().getName().startsWith("org.springframework.boot.tomcat.");
	}

	private List<ServedCertificate> load(String port, Ssl ssl) throws KeyStoreException {
		return ServedCertificate.in(WebServerSslBundle.get(ssl, this.bundles.getIfAvailable()), port);
	}

}
