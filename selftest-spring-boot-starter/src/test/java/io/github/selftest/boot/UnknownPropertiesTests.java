package io.github.selftest.boot;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@ParameterizedTest
	@CsvSource({ "selftest.chekc.http.enabled, selftest.check.http.enabled",
			"selftest.checks.pool.intreval, selftest.checks.pool.interval",
			"selftest.groups.nightly.includes, selftest.groups.nightly.include",
			"selftest.endpoint.post-group, selftest.endpoint.post-groups",
			"selftest.check.http.check.page.request.path, selftest.check.http.checks.page.request.path",
			"selftest.enable, selftest.enabled", "selftest.check.helth.nonsense, selftest.check.health" })
	void namesTheNearestName(String property, String nearest, CapturedOutput output) {
		warnOf(property);
		assertThat(output).contains("The property '%s'".formatted(property))
			.contains("does not exist and has no effect; did you mean '%s'?".formatted(nearest))
			.doesNotContain("s3cret");
	}

	@Test
	void namesWhatThereIsWhereNothingIsNear(CapturedOutput output) {
		warnOf("selftest.checks.pool.nonsense");
		assertThat(output).contains(
				"below 'selftest.checks.pool' there are enabled, severity, groups, interval, " + "deadline, run-book");
	}

	@Test
	void namesWhatIsBelowAPropertyThatIsNone(CapturedOutput output) {
		warnOf("selftest.loopback");
		assertThat(output).contains("The property 'selftest.loopback'")
			.contains("below 'selftest.loopback' there are max-requests-per-second, port");
	}

	@Test
	void leavesASectionWithoutContents(CapturedOutput output) {
		environment(new MapPropertySource("yaml",
				Map.of("selftest.loopback", "", "selftest.check.http", "", "selftest.check", "")))
			.warn();
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void namesAnUnknownSectionWithoutContents(CapturedOutput output) {
		environment(new MapPropertySource("yaml", Map.of("selftest.lopback", ""))).warn();
		assertThat(output).contains("did you mean 'selftest.loopback'?");
	}

	@Test
	void saysWhereItIs(CapturedOutput output) {
		Map<String, Object> source = Map.of("selftest.enable", OriginTrackedValue.of("s3cret", new Line()));
		environment(new OriginTrackedMapPropertySource("file", source)).warn();
		assertThat(output).contains("The property 'selftest.enable' (application.yml:3) does not exist");
	}

	@ParameterizedTest
	@ValueSource(strings = { "selftest.enabled", "selftest.checks.poolMain.run-book", "selftest.checks.pool.runBook",
			"selftest.checks[pool].enabled", "selftest.groups.nightly.include[0]", "selftest.endpoint.post-groups[2]",
			"selftest.endpoint.postGroups", "selftest.check.http.checks.page.request.headers.X-Any.Thing",
			"selftest.check.health.enabled", "others.selftest", "selftester.enable" })
	void leavesWhatExistsAndWhatIsNotOurs(String property, CapturedOutput output) {
		warnOf(property);
		assertThat(output).doesNotContain("has no effect");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELFTEST_PORT", "SELFTEST_SERVICE_HOST", "SELFTEST_PORT_8080_TCP_ADDR",
			"SELFTEST_ENABLED", "SELFTEST_ENDPOINT_POSTGROUPS", "SELFTEST_ENDPOINT_POST_GROUPS", "SELFTEST_HEALTH_PORT",
			"SELFTEST_HEALTH_PORT_8080_TCP_PORT", "SELFTEST_HEALTH_SERVICE_PORT_HTTP",
			"SELFTEST_CHECKS_POOLMAIN_RUN_BOOK", "SELFTEST_GROUPS_NIGHTLY_INCLUDE_0_", "SELFTEST" })
	void leavesVariablesThatOthersSetOrThatExist(String variable, CapturedOutput output) {
		warnOfVariable(variable);
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void namesAVariableThatLooksMisspelt(CapturedOutput output) {
		warnOfVariable("SELFTEST_CHEKC_HTTP_ENABLED");
		assertThat(output).contains("did you mean 'selftest.check.http.enabled'?");
	}

	@Test
	void leavesWhatTheApplicationBindsItself(CapturedOutput output) {
		this.beans.addBean("own", new OwnProperties());
		warnOf("selftest.check.own.limit");
		assertThat(output).doesNotContain("has no effect");
	}

	private void warnOf(String property) {
		environment(new MapPropertySource("test", Map.of(property, "s3cret"))).warn();
	}

	private void warnOfVariable(String variable) {
		Map<String, Object> variables = new HashMap<>(Map.of(variable, "s3cret"));
		environment(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				variables))
			.warn();
	}

	private UnknownProperties environment(MapPropertySource source) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		sources.forEach((other) -> sources.remove(other.getName()));
		sources.addFirst(source);
		return new UnknownProperties(environment, this.beans);
	}

	/**
	 * A line of a file.
	 */
	private static final class Line implements Origin {

		@Override
		public String toString() {
			return "application.yml:3";
		}

	}

	@ConfigurationProperties("selftest.check.own")
	static class OwnProperties {

	}

}
