package io.github.selftest.boot.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Identity}.
 */
class IdentityTests {

	private final AtomicLong nanos = new AtomicLong();

	private String pod = "pod";

	private boolean inCluster;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "canary,canary", "stable,stable", "active,active", "preview,preview", "Canary,unknown",
			"primary,unknown", "'',unknown", "<script>,unknown" })
	void roleIsOneOfAFew(String label, String role) throws IOException {
		assertThat(identity("", "track=\"%s\"".formatted(label)).role()).isEqualTo(role);
	}

	@Test
	void roleChangesInPlace() throws IOException {
		Identity identity = identity("", "track=\"canary\"");
		assertThat(identity.role()).isEqualTo("canary");
		Files.writeString(this.directory.resolve("labels"), "track=\"stable\"");
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(identity.role()).isEqualTo("stable");
	}

	@Test
	void hashOfTheEnvironmentWins() throws IOException {
		assertThat(identity("abc", "pod-template-hash=\"def\"").podTemplateHash()).isEqualTo("abc");
	}

	@Test
	void hashOfARolloutWinsOverThatOfADeployment() throws IOException {
		String labels = "pod-template-hash=\"def\"\nrollouts-pod-template-hash=\"7c9f6d\"";
		assertThat(identity("", labels).podTemplateHash()).isEqualTo("7c9f6d");
		assertThat(identity("", "pod-template-hash=\"def\"").podTemplateHash()).isEqualTo("def");
		assertThat(identity("", "").podTemplateHash()).isEmpty();
	}

	@Test
	void hashStaysThoughTheFileGoes() throws IOException {
		Identity identity = identity("", "track=\"canary\"\nrollouts-pod-template-hash=\"7c9f6d\"");
		assertThat(identity.podTemplateHash()).isEqualTo("7c9f6d");
		Files.delete(this.directory.resolve("labels"));
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(identity.role()).isEqualTo("unknown");
		assertThat(identity.podTemplateHash()).isEqualTo("7c9f6d");
	}

	@ParameterizedTest
	@CsvSource({ "orders-7c9f6d-abcde,7c9f6d", "farm-shop-5d8b9f7c4d-x2x9k,5d8b9f7c4d", "orders-0,''",
			"my-agent-x2x9k,''", "orders,''", "7c9f6d-abcde,''" })
	void hashIsInTheNameOfThePodAsALastResort(String pod, String hash) throws IOException {
		this.pod = pod;
		this.inCluster = true;
		assertThat(identity("", "").podTemplateHash()).isEqualTo(hash);
		assertThat(identity("", "pod-template-hash=\"def\"").podTemplateHash()).isEqualTo("def");
		this.inCluster = false;
		assertThat(identity("", "").podTemplateHash()).isEmpty();
	}

	@Test
	void uptimeIsMeasuredOnTheMonotonicClock() throws IOException {
		Identity identity = identity("", "");
		this.nanos.addAndGet(Duration.ofMillis(87_200).toNanos());
		assertThat(identity.uptime()).isEqualTo(Duration.ofMillis(87_200));
	}

	private Identity identity(String hash, String labels) throws IOException {
		Path file = Files.writeString(this.directory.resolve("labels"), labels);
		return new Identity(new InstanceNames("orders", "1.4.2", "", this.pod, hash, this.inCluster),
				new LabelsFile(file, this.nanos::get), "track", this.nanos::get);
	}

}
