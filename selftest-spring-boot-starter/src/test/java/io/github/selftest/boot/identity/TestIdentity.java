package io.github.selftest.boot.identity;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Identities for the tests of other packages.
 */
public final class TestIdentity {

	private TestIdentity() {
	}

	public static Identity of(String app, String version, String pod, String podTemplateHash) {
		return of(app, version, pod, podTemplateHash, Path.of("/does/not/exist"));
	}

	/**
	 * Return an identity that reads its labels each time.
	 * @param app the application
	 * @param version its version
	 * @param pod the pod
	 * @param podTemplateHash the hash of its template
	 * @param labels the file with the labels
	 * @return the identity
	 */
	public static Identity of(String app, String version, String pod, String podTemplateHash, Path labels) {
		AtomicLong seconds = new AtomicLong();
		LongSupplier nanoTime = () -> seconds.incrementAndGet() * 1_000_000_000;
		return new Identity(new InstanceNames(app, version, "", pod, podTemplateHash, false),
				new LabelsFile(labels, nanoTime), "role", () -> 0);
	}

}
