package io.github.selftest.boot.check;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Speaks TLS with the own port, whatever its certificate. The certificate is made for the
 * name that users call, which is not the loopback address, and may come from an authority
 * that this service has no reason to trust. Whom one talks to is not in doubt: the port
 * is one that this very process listens on.
 */
final class OwnServerTls {

	private static final Integer DNS_NAME = 2;

	private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+]+)");

	private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}");

	private @Nullable SSLContext context;

	SSLSocket over(Socket socket) throws IOException {
		SSLSocket secured = (SSLSocket) context().getSocketFactory()
			.createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
		secured.startHandshake();
		return secured;
	}

	/**
	 * Return a name that the certificate of the server is for. Jetty answers no request
	 * for another one.
	 * @param secured a connection
	 * @return the name; empty if the certificate has none
	 */
	static Optional<String> nameOf(SSLSocket secured) {
		try {
			return nameOf((X509Certificate) secured.getSession().getPeerCertificates()[0]);
		}
		catch (SSLPeerUnverifiedException ex) {
			return Optional.empty();
		}
	}

	static Optional<String> nameOf(X509Certificate certificate) {
		return Stream.concat(alternativeNames(certificate), commonName(certificate))
			.map((name) -> name.replace("*", "selftest"))
			.filter((name) -> HOST_NAME.matcher(name).matches())
			.findFirst();
	}

	private static Stream<String> alternativeNames(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return Stream.ofNullable(names)
				.flatMap(Collection::stream)
				.filter((name) -> DNS_NAME.equals(name.get(0)))
				.map((name) -> name.get(1).toString());
		}
		catch (CertificateParsingException ex) {
			return Stream.empty();
		}
	}

	private static Stream<String> commonName(X509Certificate certificate) {
		Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
		return name.find() ? Stream.of(name.group(1)) : Stream.empty();
	}

	private synchronized SSLContext context() throws IOException {
		if (this.context == null) {
			this.context = newContext();
		}
		return this.context;
	}

	private static SSLContext newContext() throws IOException {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new AnyCertificate() }, null);
			// each connection would leave a session ticket behind, 20,000 of them by
			// default
			context.getClientSessionContext().setSessionCacheSize(1);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("no TLS available", ex);
		}
	}

	/**
	 * Accepts any certificate. The extended type keeps the JDK from checking names.
	 */
	private static final class AnyCertificate extends X509ExtendedTrustManager {

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
