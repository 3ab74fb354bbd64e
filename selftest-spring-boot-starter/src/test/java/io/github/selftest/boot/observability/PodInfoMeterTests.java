package io.github.selftest.boot.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.boot.identity.TestIdentity;

import static org.assertj.core.api.Assertions.assertThat;

class PodInfoMeterTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void followsAPromotionWithinOneScrape() throws IOException {
		mount("one", "canary");
		Files.createSymbolicLink(this.directory.resolve("..data"), Path.of("one"));
		Files.createSymbolicLink(this.directory.resolve("labels"), Path.of("..data/labels"));
		PodInfoMeter meter = new PodInfoMeter(
				TestIdentity.of("orders", "1.4.2", "pod", "7c9f6d", this.directory.resolve("labels")));
		meter.bindTo(this.registry);
		assertThat(this.registry.scrape()).contains(series("canary")).doesNotContain("role=\"stable\"");
		mount("two", "stable");
		Files.createSymbolicLink(this.directory.resolve("..new"), Path.of("two"));
		Files.move(this.directory.resolve("..new"), this.directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

		meter.refresh();
		assertThat(this.registry.scrape()).contains(series("stable")).doesNotContain("role=\"canary\"");
	}

	@Test
	void isThereWithoutACluster() {
		new PodInfoMeter(TestIdentity.of("orders", "unknown", "laptop", "")).bindTo(this.registry);
		assertThat(this.registry.scrape()).contains(
				"selftest_pod_info{application=\"orders\",pod_template_hash=\"unknown\",role=\"unknown\",version=\"unknown\"} 1");
	}

	private void mount(String name, String role) throws IOException {
		Path target = Files.createDirectory(this.directory.resolve(name));
		Files.writeString(target.resolve("labels"), "role=\"" + role + "\"\n");
	}

	private static String series(String role) {
		return "selftest_pod_info{application=\"orders\",pod_template_hash=\"7c9f6d\",role=\"%s\",version=\"1.4.2\"} 1"
			.formatted(role);
	}

}
