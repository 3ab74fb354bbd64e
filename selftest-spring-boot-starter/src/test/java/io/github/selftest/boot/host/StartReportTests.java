package io.github.selftest.boot.host;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a service says of its self-test when it starts. Hosts that have other libraries
 * are in {@link OtherClassPathTests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartReportTests {

	private static final String FOUND = "Self-test found ";

	private static final String SHOWN = "logging.level.selftest=INFO";

	@Test
	void saysOnceWhatWasFoundAndWhereToLook(CapturedOutput output) {
		try (Host host = Host.start(PlainService.class, Host.with("management.endpoints.web.exposure.include=selftest",
				Host.with(SHOWN, PlainService.ownCheck("/hello/self"))))) {
			String line = line(output);
			assertThat(line).contains("http 1")
				.contains("security ")
				.contains("in groups: smoke ", "continuous ", "canary ", "deep ", "own 1")
				.contains("; off: cache (nothing of its kind in this service) - ")
				.endsWith(" - http://localhost:%s/actuator/selftest"
					.formatted(host.context().getEnvironment().getProperty("local.server.port")));
			await().untilAsserted(() -> assertThat(output).contains("Self-test 'smoke' PASS"));
			assertThat(output).containsOnlyOnce(FOUND);
		}
	}

	@Test
	void saysWhatIsOffAndWhy(CapturedOutput output) throws Exception {
		try (Host host = Host.start(PlainService.class, SHOWN, "selftest.check.method.enabled=false",
				"selftest.check.http.enabled=false", "selftest.health.enabled=false",
				"selftest.schedule.enabled=false")) {
			assertThat(line(output)).contains("method ('selftest.check.method.enabled' is false)")
				.contains("http ('selftest.check.http.enabled' is false)")
				.contains("/health ('selftest.health.enabled' is false)")
				.contains("nothing runs by itself ('selftest.schedule.enabled' is false)")
				.endsWith(" - no URL, as 'selftest' is not in 'management.endpoints.web.exposure.include', "
						+ "or its access is 'none'");
			assertThat(host.get("/health").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void saysWhatAServiceWithoutWebHasNot(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PlainService.class)
			.web(WebApplicationType.NONE)
			.run("--logging.level.root=WARN", "--" + SHOWN)) {
			assertThat(line(output))
				.contains("off: http, http-cache, security, /health (no application with Spring MVC), "
						+ "cache (nothing of its kind in this service)")
				.endsWith(" - no URL, as this is no web application with Actuator's endpoints");
			assertThat(context.isActive()).isTrue();
		}
	}

	private static String line(CapturedOutput output) {
		List<String> lines = await().until(() -> lines(output), (found) -> !found.isEmpty());
		return lines.get(0);
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains(FOUND)).toList();
	}

}
