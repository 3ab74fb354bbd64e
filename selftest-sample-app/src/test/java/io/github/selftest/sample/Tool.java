package io.github.selftest.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs programs that a machine may lack, as nothing but a JDK and Maven is asked for.
 */
final class Tool {

	private static final Map<List<String>, Boolean> PRESENT = new ConcurrentHashMap<>();

	private Tool() {
	}

	/**
	 * Skip the test unless a command works.
	 */
	static void assumeThatWorks(String... command) {
		boolean works = PRESENT.computeIfAbsent(List.of(command), Tool::works);
		Assumptions.assumeTrue(works, () -> "'%s' does not work here".formatted(String.join(" ", command)));
	}

	private static boolean works(List<String> command) {
		try {
			return run(command, Map.of(), new byte[0]).status() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static Output run(List<String> command, Map<String, String> environment, byte[] input) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().putAll(environment);
		Process process = builder.start();
		try (OutputStream out = process.getOutputStream()) {
			out.write(input);
		}
		catch (IOException ex) {
			// it ended without reading, which its status tells better
		}
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Output(await(process), output, error);
	}

	private static int await(Process process) {
		try {
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	record Output(int status, String text, String error) {

	}

}
