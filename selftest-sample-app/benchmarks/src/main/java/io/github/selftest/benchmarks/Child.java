package io.github.selftest.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that answers questions on its standard streams. Its other lines go to a file.
 * It ends with {@link #close()}, and by itself when this process ends.
 */
final class Child implements AutoCloseable {

	private static final String MARK = "benchmark:";

	private static final Map<String, Long> ENDED = Map.of();

	private static final long PATIENCE_SECONDS = 120;

	private final Process process;

	private final Path log;

	private final Writer questions;

	private final BlockingQueue<Map<String, Long>> answers = new LinkedBlockingQueue<>();

	private final Map<String, Long> ready;

	private Child(Process process, Path log) throws IOException {
		this.process = process;
		this.log = log;
		this.questions = process.outputWriter(StandardCharsets.US_ASCII);
		Thread reader = new Thread(this::read, "reader-" + process.pid());
		reader.setDaemon(true);
		reader.start();
		this.ready = nextAnswer();
	}

	/**
	 * Start a process and wait until it is ready.
	 * @param command the command
	 * @param log the file for its other lines
	 * @return the process
	 * @throws IOException if it does not become ready
	 */
	static Child start(List<String> command, Path log) throws IOException {
		return new Child(new ProcessBuilder(command).redirectErrorStream(true).start(), log);
	}

	/**
	 * Return what the process said when it was ready.
	 * @return values by name
	 */
	Map<String, Long> ready() {
		return this.ready;
	}

	int port() {
		return Math.toIntExact(this.ready.getOrDefault("port", 0L));
	}

	synchronized Map<String, Long> ask(String question) throws IOException {
		this.questions.write(question + "\n");
		this.questions.flush();
		return nextAnswer();
	}

	private Map<String, Long> nextAnswer() throws IOException {
		try {
			Map<String, Long> answer = this.answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (answer == null || answer == ENDED) {
				this.process.destroyForcibly();
				throw new IOException("a process ended or gave no answer within %d s; see '%s'"
					.formatted(PATIENCE_SECONDS, this.log));
			}
			return answer;
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			throw new IOException("interrupted", ex);
		}
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
				Writer other = Files.newBufferedWriter(this.log)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(MARK)) {
					this.answers.add(parse(line));
				}
				else {
					other.write(line + System.lineSeparator());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.answers.add(ENDED);
		}
	}

	private static Map<String, Long> parse(String line) {
		Map<String, Long> values = new HashMap<>();
		for (String value : line.substring(MARK.length()).strip().split(" ", -1)) {
			int equals = value.indexOf('=');
			values.put(value.substring(0, equals), Long.valueOf(value.substring(equals + 1)));
		}
		return values;
	}

	@Override
	public void close() throws IOException {
		try {
			this.questions.close();
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
