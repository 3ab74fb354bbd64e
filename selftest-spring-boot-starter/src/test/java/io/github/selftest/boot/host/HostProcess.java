package io.github.selftest.boot.host;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application in a process of its own, with a class path of its own.
 */
final class HostProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final Process process;

	private HostProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "host-output");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start {@link PlainService} without some jars of these tests and with some others.
	 */
	static HostProcess start(Pattern without, List<Path> with, String... properties) throws IOException {
		Predicate<String> isLeftOut = without.asPredicate();
		Stream<String> ours = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !isLeftOut.test(Path.of(entry).getFileName().toString()));
		List<String> classPath = Stream.concat(ours, with.stream().map(Path::toString)).toList();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", String.join(File.pathSeparator, classPath), PlainService.class.getName(),
						"--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
		Arrays.stream(properties).forEach((property) -> command.add("--" + property));
		return new HostProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), Charset.defaultCharset()))) {
			reader.lines().forEach(this.output::add);
		}
		catch (IOException ex) {
			this.output.add("the output broke off");
		}
	}

	List<String> output() {
		return this.output;
	}

	/**
	 * Ask the virtual machine about itself, as {@code jcmd} does.
	 */
	List<String> diagnose(String command) throws IOException, InterruptedException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				String.valueOf(this.process.pid()), command)
			.redirectErrorStream(true)
			.start();
		try (BufferedReader reader = jcmd.inputReader()) {
			List<String> lines = reader.lines().toList();
			assertThat(jcmd.waitFor()).as(() -> String.join("\n", lines)).isZero();
			return lines;
		}
	}

	/**
	 * Wait for the process to end by itself.
	 */
	int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(() -> "ended: " + this.output)
			.isTrue();
		return this.process.exitValue();
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).build(), BodyHandlers.ofString());
	}

	HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		await().atMost(PATIENCE).until(() -> port() != null || !this.process.isAlive());
		assertThat(port()).as(() -> String.join("\n", this.output)).isNotNull();
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(PATIENCE);
	}

	private @Nullable String port() {
		return this.output.stream()
			.map(PORT::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.reduce((earlier, later) -> later)
			.orElse(null);
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
