package io.github.selftest.boot.identity;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Identities for the tests of other packages.
 */
public final class TestIdentity {

	private TestIdentity() {
	}

	public static Identity of(String app, String version, String pod, String podTemplateHash) {
		LongSupplier nanoTime = () -> 0;
		return new Identity(new InstanceNames(app, version, pod, podTemplateHash),
				new LabelsFile(Path.of("/does/not/exist"), nanoTime), "role", nanoTime);
	}

}
