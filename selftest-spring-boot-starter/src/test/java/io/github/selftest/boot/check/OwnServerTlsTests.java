package io.github.selftest.boot.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnServerTlsTests {

	// CN=Farm Shop, for my_service and shop.example.org
	private static final String UNDERSCORE = """
			-----BEGIN CERTIFICATE-----
			MIIBqDCCAU6gAwIBAgIUMGDj8dffPCCRbFoPD9rQEtx8r8gwCgYIKoZIzj0EAwIw
			FDESMBAGA1UEAwwJRmFybSBTaG9wMCAXDTI2MTEyMDA3MzEyMVoYDzIxMjYxMDI3
			MDczMTIxWjAUMRIwEAYDVQQDDAlGYXJtIFNob3AwWTATBgcqhkjOPQIBBggqhkjO
			PQMBBwNCAASwPqWH7BWruDdJAALG5HtSUHE+W6aESpfYvGpivpA4bnqhOTgflttI
			srTZW5GhoFFijZtDdaTObQfSPrJgD7IIo3wwejAdBgNVHQ4EFgQUDYRtvwHL8Mno
			PiFguL7P/GBW59IwHwYDVR0jBBgwFoAUDYRtvwHL8MnoPiFguL7P/GBW59IwDwYD
			VR0TAQH/BAUwAwEB/zAnBgNVHREEIDAeggpteV9zZXJ2aWNlghBzaG9wLmV4YW1w
			bGUub3JnMAoGCCqGSM49BAMCA0gAMEUCIQC2B6VjT+ZN47bAfwmeV26vZW/eo9Qh
			/hIt6uM3fLhfewIgU1YvWYJ4KSVsbR3hUAFrgePQdRHCJ/wIsNSCX57iNTE=
			-----END CERTIFICATE-----
			""";

	// CN=Farm Shop, for 10.1.2.3 and *.example.org
	private static final String WILDCARD = """
			-----BEGIN CERTIFICATE-----
			MIIBnzCCAUWgAwIBAgIURYNBQ00ML7yDEWhevv3Lq6FCot0wCgYIKoZIzj0EAwIw
			FDESMBAGA1UEAwwJRmFybSBTaG9wMCAXDTI2MTEyMDA3MzEyMVoYDzIxMjYxMDI3
			MDczMTIxWjAUMRIwEAYDVQQDDAlGYXJtIFNob3AwWTATBgcqhkjOPQIBBggqhkjO
			PQMBBwNCAAT4qy1U1dJcvj0l5EEvv2wE/iXKb1xzPgAvCS4I4uEJzE5I1MBeuY8r
			XEb/G/rJXnuu8gjHtuzaPodkAzsuLh+0o3MwcTAdBgNVHQ4EFgQUDqjjpJ86pSXV
			5AaMG0HAs7TuFtkwHwYDVR0jBBgwFoAUDqjjpJ86pSXV5AaMG0HAs7TuFtkwDwYD
			VR0TAQH/BAUwAwEB/zAeBgNVHREEFzAVhwQKAQIDgg0qLmV4YW1wbGUub3JnMAoG
			CCqGSM49BAMCA0gAMEUCIQC87yD8A67+Ae/3AsK72xOTRr86JCvI3C6I+k2eYW0Y
			+AIgLxTQDEF1V/8R36R5s41gToUsrrj5InHkyY40+MRPHC0=
			-----END CERTIFICATE-----
			""";

	// CN=Farm Shop, for 10.1.2.3
	private static final String NAMELESS = """
			-----BEGIN CERTIFICATE-----
			MIIBjzCCATagAwIBAgIUNBz5fVB7E+TUu8c4qHW30koYXPkwCgYIKoZIzj0EAwIw
			FDESMBAGA1UEAwwJRmFybSBTaG9wMCAXDTI2MTEyMDA3MzEyMVoYDzIxMjYxMDI3
			MDczMTIxWjAUMRIwEAYDVQQDDAlGYXJtIFNob3AwWTATBgcqhkjOPQIBBggqhkjO
			PQMBBwNCAATevdMAHGJP+gRMG+Bi7jO5Dw/s2VBt7IPsSdHakvJQuh3kB5TT+1lZ
			nY4zo2nam37Du/9g2bdNErsy+8IB2kvOo2QwYjAdBgNVHQ4EFgQUn0ifS4qPVZ4s
			HeLBdnTNHn0TzoIwHwYDVR0jBBgwFoAUn0ifS4qPVZ4sHeLBdnTNHn0TzoIwDwYD
			VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwQKAQIDMAoGCCqGSM49BAMCA0cAMEQC
			IBBeqTQmBpb/hVgJ7G3QXW44JOBo0B4YbeyewimbZMLpAiAmhoQvS29p0oQokVYo
			G7g4dxByg88LDWxmuMxGF5Xf9g==
			-----END CERTIFICATE-----
			""";

	// CN=shop.example.org, O="Farm, CN=evil.example.org"
	private static final String CONFUSING = """
			-----BEGIN CERTIFICATE-----
			MIIB1TCCAXugAwIBAgIUDk80n0+1YE75XZ80bfY3x4a0w/IwCgYIKoZIzj0EAwIw
			PzEiMCAGA1UECgwZRmFybSwgQ049ZXZpbC5leGFtcGxlLm9yZzEZMBcGA1UEAwwQ
			c2hvcC5leGFtcGxlLm9yZzAgFw0yNjExMjAwNzMxMjFaGA8yMTI2MTAyNzA3MzEy
			MVowPzEiMCAGA1UECgwZRmFybSwgQ049ZXZpbC5leGFtcGxlLm9yZzEZMBcGA1UE
			AwwQc2hvcC5leGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABBLn
			CuJLLrebaxLMrTGn+Yveh4xSCFc8GDc0ecBhNVD4SwPR8nLX4tTfTAW/FJCBJQSN
			q6VD6OWPyuR0EKEw6RujUzBRMB0GA1UdDgQWBBQ04ugLKgitNpBgTqXaasn1jH8A
			JDAfBgNVHSMEGDAWgBQ04ugLKgitNpBgTqXaasn1jH8AJDAPBgNVHRMBAf8EBTAD
			AQH/MAoGCCqGSM49BAMCA0gAMEUCIGebad9AbEwlj82c4P4vDb/oxk7O2xBGyvqf
			Vy58jzLDAiEA5eoekEXoXOhoDVYL04kN3J9qSSivCndkkosTA52NEy8=
			-----END CERTIFICATE-----
			""";

	@Test
	void passesByANameThatIsNone() throws CertificateException {
		assertThat(OwnServerTls.nameOf(certificate(UNDERSCORE))).hasValue("shop.example.org");
	}

	@Test
	void putsAWordForAWildcard() throws CertificateException {
		assertThat(OwnServerTls.nameOf(certificate(WILDCARD))).hasValue("selftest.example.org");
	}

	@Test
	void findsNoNameWhereThereIsNone() throws CertificateException {
		assertThat(OwnServerTls.nameOf(certificate(NAMELESS))).isEmpty();
	}

	@Test
	void takesNoPartOfAnotherAttributeForTheCommonName() throws CertificateException {
		assertThat(OwnServerTls.nameOf(certificate(CONFUSING))).hasValue("shop.example.org");
	}

	private static X509Certificate certificate(String pem) throws CertificateException {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
	}

}
