package io.github.selftest.boot.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The labels of the pod as the downward API of Kubernetes writes them into a volume: a
 * line {@code key="value"} each. Read at most once a second. A file that is missing, no
 * regular file or unreadable has no labels; a line that is cut off has none either.
 */
final class LabelsFile {

	private static final int MAX_BYTES = 64 * 1024;

	private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

	private final Path path;

	private final LongSupplier nanoTime;

	private final Lock reading = new ReentrantLock();

	private volatile @Nullable Snapshot snapshot;

	LabelsFile(Path path, LongSupplier nanoTime) {
		this.path = path;
		this.nanoTime = nanoTime;
	}

	/**
	 * Return the labels as they were at most a second ago.
	 * @return the values by key
	 */
	Map<String, String> current() {
		Map<String, String> labels = freshLabels();
		return (labels != null) ? labels : refreshedLabels();
	}

	private @Nullable Map<String, String> freshLabels() {
		Snapshot seen = this.snapshot;
		if (seen == null || this.nanoTime.getAsLong() - seen.readNanos() >= MAX_AGE_NANOS) {
			return null;
		}
		return seen.labels();
	}

	private Map<String, String> refreshedLabels() {
		Snapshot seen = this.snapshot;
		if (seen == null) {
			this.reading.lock();
		}
		else if (!this.reading.tryLock()) {
			// somebody reads it, which may take long where the volume hangs
			return seen.labels();
		}
		try {
			Map<String, String> labels = freshLabels();
			if (labels == null) {
				long now = this.nanoTime.getAsLong();
				labels = read();
				this.snapshot = new Snapshot(now, labels);
			}
			return labels;
		}
		finally {
			this.reading.unlock();
		}
	}

	private Map<String, String> read() {
		// a pipe or a device would block or never end
		if (!Files.isRegularFile(this.path)) {
			return Map.of();
		}
		try (InputStream in = Files.newInputStream(this.path)) {
			return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
		}
		catch (IOException | RuntimeException ex) {
			return Map.of();
		}
	}

	private static Map<String, String> parse(String text) {
		Map<String, String> labels = new HashMap<>();
		text.lines().forEach((line) -> {
			int equals = line.indexOf('=');
			String value = line.substring(equals + 1).stripTrailing();
			if (equals > 0 && value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
				labels.put(line.substring(0, equals).strip(), value.substring(1, value.length() - 1));
			}
		});
		return Map.copyOf(labels);
	}

	private record Snapshot(long readNanos, Map<String, String> labels) {

	}

}
