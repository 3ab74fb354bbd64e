package io.github.selftest.boot.check.security;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * A certificate of a key that a port may present, or one that vouches for it.
 *
 * @param certificate the certificate
 * @param port the properties of the port
 * @param protocols the protocols that are set for the port, none for the defaults
 */
record ServedCertificate(X509Certificate certificate, String port, List<String> protocols) {

	private static final int MAX_SUBJECT = 80;

	static List<ServedCertificate> in(SslBundle bundle, String port) throws KeyStoreException {
		KeyStore store = bundle.getStores().getKeyStore();
		List<ServedCertificate> served = new ArrayList<>();
		if (store != null) {
			String[] protocols = bundle.getOptions().getEnabledProtocols();
			for (String alias : aliases(store, bundle.getKey().getAlias())) {
				x509(store.getCertificateChain(alias)).map(
						(one) -> new ServedCertificate(one, port, (protocols != null) ? List.of(protocols) : List.of()))
					.forEach(served::add);
			}
		}
		return served;
	}

	String subject() {
		String name = this.certificate.getSubjectX500Principal().getName();
		return (name.length() <= MAX_SUBJECT) ? name : name.substring(0, MAX_SUBJECT - 1) + "\u2026";
	}

	/**
	 * Return the entries of which the server may choose: the one that is set, or all with
	 * a key.
	 */
	private static List<String> aliases(KeyStore store, @Nullable String set) throws KeyStoreException {
		List<String> aliases = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			if (store.isKeyEntry(alias) && (set == null || set.equalsIgnoreCase(alias))) {
				aliases.add(alias);
			}
		}
		return aliases;
	}

	private static Stream<X509Certificate> x509(Certificate @Nullable [] chain) {
		return (chain != null)
				? Stream.of(chain).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast)
				: Stream.empty();
	}

}
