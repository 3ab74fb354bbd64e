package io.github.selftest.boot.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Who sends alerts.
 *
 * @param application the name of the application
 * @param instance the name of the pod or host
 * @param link where to read more, {@code null} if nowhere
 */
record Sender(String application, String instance, @Nullable String link) {

	static Sender of(Environment environment, @Nullable String link) {
		return new Sender(firstOf("application", environment.getProperty("spring.application.name")),
				firstOf("unknown", environment.getProperty("POD_NAME"), environment.getProperty("HOSTNAME"),
						kernelHostName(), environment.getProperty("COMPUTERNAME")),
				link);
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
