package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Severity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of what {@link SpringApplication} prints when the configuration is broken.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpFailureTests {

	@Test
	void printsTheMistakeThatARecordOfPropertiesFinds(CapturedOutput output) {
		start("selftest.test.broken=s");
		assertThat(output).contains("""
				The self-test of this service cannot be set up:

				    Where: selftest.test.broken
				    Seen: 's'
				    Expected: nothing at all
				""".indent(0)).contains("Action:").contains("Remove it.").doesNotContain("Failed to bind properties");
	}

	@Test
	void printsTheNamesThatExistBesideAnUnknownOneAndNotItsValue(CapturedOutput output) {
		start("selftest.test.checks.eggs.runbok=s3cret");
		assertThat(output).contains("A property does not exist:")
			.contains("Property: selftest.test.checks.eggs.runbok")
			.contains("Expected: one of severity, interval, status, run-book")
			.contains("Correct the name of the property, or remove it.")
			.doesNotContain("s3cret");
	}

	@Test
	void printsTheNamesThatExistOnTheTopLevel(CapturedOutput output) {
		start("selftest.test.chekcs.eggs.run-book=x");
		assertThat(output).contains("Property: selftest.test.chekcs.eggs.run-book")
			.contains("Expected: one of broken, checks");
	}

	@Test
	void printsWhatADurationLooksLike(CapturedOutput output) {
		start("selftest.test.checks.eggs.interval=soon");
		assertThat(output).contains("Property: selftest.test.checks.eggs.interval")
			.contains("Value: 'soon'")
			.contains("Expected: a duration such as 500ms, 30s or 2m");
	}

	@Test
	void printsTheValuesThatExist(CapturedOutput output) {
		start("selftest.test.checks.eggs.severity=fatal");
		assertThat(output).contains("Value: 'fatal'").contains("Expected: one of critical, degrading, info");
	}

	@Test
	void printsThatNumbersAreExpected(CapturedOutput output) {
		start("selftest.test.checks.eggs.status=ok");
		assertThat(output).contains("Value: 'ok'").contains("Expected: a whole number, or several");
	}

	@Test
	void leavesOtherMistakesToBoot(CapturedOutput output) {
		start("selftest.test.broken=odd");
		assertThat(output).contains("Reason: java.lang.IllegalArgumentException: it is odd");
	}

	@Test
	void leavesOtherPropertiesToBoot(CapturedOutput output) {
		start(OthersConfiguration.class, "others.interval=soon");
		assertThat(output).contains("Failed to bind properties under 'others.interval'");
	}

	private static void start(String property) {
		start(TestConfiguration.class, property);
	}

	private static void start(Class<?> configuration, String property) {
		SpringApplication application = new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.build();
		assertThatException().isThrownBy(() -> application.run("--" + property));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(TestProperties.class)
	static class TestConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OtherProperties.class)
	static class OthersConfiguration {

	}

	@ConfigurationProperties(prefix = "selftest.test", ignoreUnknownFields = false)
	record TestProperties(String broken, Map<String, Declared> checks) {

		TestProperties {
			if ("odd".equals(broken)) {
				throw new IllegalArgumentException("it is odd");
			}
			if (broken != null) {
				throw new SelfTestConfigurationException("selftest.test.broken", broken, "nothing at all",
						"Remove it.");
			}
		}

		record Declared(Severity severity, Duration interval, List<Integer> status, String runBook) {

		}

	}

	@ConfigurationProperties("others")
	record OtherProperties(Duration interval) {

	}

}
