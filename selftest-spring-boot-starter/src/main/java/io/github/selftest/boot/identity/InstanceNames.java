package io.github.selftest.boot.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The names that an instance keeps for its life.
 *
 * @param app the name of the application
 * @param version its version
 * @param pod the name of the pod or the host
 * @param podTemplateHash the hash of the pod template, empty when the environment does
 * not tell
 */
record InstanceNames(String app, String version, String pod, String podTemplateHash) {

	private static final String UNKNOWN = "unknown";

	static InstanceNames of(Environment environment, @Nullable String buildVersion) {
		return new InstanceNames(firstOf("application", environment.getProperty("spring.application.name")),
				firstOf(UNKNOWN, buildVersion, environment.getProperty("spring.application.version")), pod(environment),
				firstOf("", environment.getProperty("POD_TEMPLATE_HASH")));
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
