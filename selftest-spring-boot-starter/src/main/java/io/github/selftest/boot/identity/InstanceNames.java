package io.github.selftest.boot.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The names that an instance keeps for its life.
 *
 * @param app the name of the application
 * @param version its version
 * @param commit the commit that it was built from, empty when the build does not tell
 * @param pod the name of the pod or the host
 * @param podTemplateHash the hash of the pod template, empty when the environment does
 * not tell
 * @param inCluster whether this is a pod of Kubernetes
 */
record InstanceNames(String app, String version, String commit, String pod, String podTemplateHash, boolean inCluster) {

	private static final String UNKNOWN = "unknown";

	/**
	 * As ReplicaSets make them: the hash, and five characters. Kubernetes spells hashes
	 * without vowels.
	 */
	private static final Pattern NAME_OF_POD = Pattern.compile(".+-([bcdf-hj-np-tv-z2456789]{4,10})-[a-z0-9]{5}");

	static InstanceNames of(Environment environment, @Nullable String buildVersion, @Nullable String commit) {
		return new InstanceNames(firstOf("application", environment.getProperty("spring.application.name")),
				firstOf(UNKNOWN, buildVersion, environment.getProperty("spring.application.version")),
				firstOf("", commit), pod(environment), firstOf("", environment.getProperty("POD_TEMPLATE_HASH")),
				StringUtils.hasText(environment.getProperty("POD_NAME"))
						|| StringUtils.hasText(environment.getProperty("KUBERNETES_SERVICE_HOST")));
	}

	/**
	 * Return the hash that the name of the pod tells.
	 * @return the hash, empty where the name is no such name
	 */
	String hashInNameOfPod() {
		Matcher name = NAME_OF_POD.matcher(this.pod);
		return (this.inCluster && name.matches()) ? name.group(1) : "";
	}

	private static String pod(Environment environment) {
		return firstOf(UNKNOWN, environment.getProperty("POD_NAME"), environment.getProperty("HOSTNAME"),
				kernelHostName(), environment.getProperty("COMPUTERNAME"));
	}

	/*
	 * InetAddress.getLocalHost() may ask a name server, which can take seconds.
	 */
	private static @Nullable String kernelHostName() {
		try {
			return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static String firstOf(String otherwise, @Nullable String... candidates) {
		for (String candidate : candidates) {
			if (StringUtils.hasText(candidate)) {
				return candidate.strip();
			}
		}
		return otherwise;
	}

}
