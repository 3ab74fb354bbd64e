package io.github.selftest.boot.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link LabelsFile}.
 */
class LabelsFileTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500_000_000);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void labelsAreThoseOfTheFile() throws IOException {
		write("app=\"orders\"\nrole=\"canary\"\nrollouts-pod-template-hash=\"7c9f6d\"");
		assertThat(labels().current()).containsOnly(entry("app", "orders"), entry("role", "canary"),
				entry("rollouts-pod-template-hash", "7c9f6d"));
	}

	@Test
	void fileIsReadAtMostOnceASecond() throws IOException {
		LabelsFile labels = labels();
		write("role=\"canary\"");
		assertThat(labels.current()).containsEntry("role", "canary");
		write("role=\"stable\"");
		this.nanos.addAndGet(999_999_999);
		assertThat(labels.current()).containsEntry("role", "canary");
		this.nanos.addAndGet(1);
		assertThat(labels.current()).containsEntry("role", "stable");
	}

	@Test
	void swapOfTheSymbolicLinkIsSeen() throws IOException {
		Path first = Files.createDirectory(this.directory.resolve("..2026_01"));
		Path second = Files.createDirectory(this.directory.resolve("..2026_02"));
		Files.writeString(first.resolve("labels"), "role=\"canary\"");
		Files.writeString(second.resolve("labels"), "role=\"stable\"");
		Path data = Files.createSymbolicLink(this.directory.resolve("..data"), first.getFileName());
		Path link = Files.createSymbolicLink(this.directory.resolve("labels"), Path.of("..data/labels"));
		LabelsFile labels = new LabelsFile(link, this.nanos::get);
		assertThat(labels.current()).containsEntry("role", "canary");
		Path next = Files.createSymbolicLink(this.directory.resolve("..data_tmp"), second.getFileName());
		Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		afterASecond();
		assertThat(labels.current()).containsEntry("role", "stable");
	}

	@Test
	void missingFileHasNoLabelsUntilItIsThere() throws IOException {
		LabelsFile labels = labels();
		assertThat(labels.current()).isEmpty();
		write("role=\"active\"");
		afterASecond();
		assertThat(labels.current()).containsEntry("role", "active");
		Files.delete(file());
		afterASecond();
		assertThat(labels.current()).isEmpty();
	}

	@Test
	void symbolicLinksInACircleHaveNoLabels() throws IOException {
		Files.createSymbolicLink(file(), Path.of("..data"));
		Files.createSymbolicLink(this.directory.resolve("..data"), Path.of("labels"));
		assertThat(labels().current()).isEmpty();
	}

	@Test
	void nobodyWaitsWhileAnotherReads() throws Exception {
		write("role=\"canary\"");
		Semaphore reads = new Semaphore(0);
		CountDownLatch reading = new CountDownLatch(1);
		LongSupplier clock = () -> {
			if (Thread.currentThread().getName().equals("reader") && StackWalker.getInstance()
				.walk((frames) -> frames.anyMatch((frame) -> frame.getMethodName().equals("refreshedLabels")))) {
				reading.countDown();
				reads.acquireUninterruptibly();
			}
			return this.nanos.get();
		};
		LabelsFile labels = new LabelsFile(file(), clock);
		assertThat(labels.current()).containsEntry("role", "canary");
		afterASecond();
		Thread reader = new Thread(labels::current, "reader");
		reader.start();
		assertThat(reading.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(labels.current()).containsEntry("role", "canary");
		reads.release(10);
		reader.join();
	}

	@Test
	void directoryHasNoLabels() {
		assertThat(new LabelsFile(this.directory, this.nanos::get).current()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n\n", "role", "role=", "role=\"", "role=\"cana", "role=canary", "=\"canary\"",
			"role:\"canary\"", "\u0000\u0001" })
	void partialLinesHaveNoLabel(String text) throws IOException {
		write("app=\"orders\"\n" + text);
		assertThat(labels().current()).containsOnly(entry("app", "orders"));
	}

	@Test
	void bytesThatAreNoTextAreHarmless() throws IOException {
		Files.write(file(), new byte[] { (byte) 0xff, (byte) 0xfe, '=', '"', (byte) 0xc3, '"', '\n' });
		assertThat(labels().current()).hasSize(1).doesNotContainKey("role");
	}

	@Test
	void hugeFileIsReadInPart() throws IOException {
		write("role=\"canary\"\n" + "x=\"%s\"\n".formatted("y".repeat(10_000_000)) + "late=\"yes\"");
		assertThat(labels().current()).containsOnly(entry("role", "canary"));
	}

	private LabelsFile labels() {
		return new LabelsFile(file(), this.nanos::get);
	}

	private Path file() {
		return this.directory.resolve("labels");
	}

	private void write(String text) throws IOException {
		Files.writeString(file(), text, StandardCharsets.UTF_8);
	}

	private void afterASecond() {
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
	}

}
