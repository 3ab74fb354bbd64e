package io.github.selftest.boot.check.security;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.security.web.SecurityFilterChain;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.SelfTestConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityCheckAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations
		.of(SecurityCheckAutoConfiguration.class);

	private static final String PREFIX = "selftest.check.security.";

	private static final String[] EVERYTHING = { PREFIX + "paths=/,/products?limit=1",
			PREFIX + "protected-paths=/admin", PREFIX + "error-path=/nowhere", PREFIX + "sign-in.path=/login",
			"server.ssl.bundle=web" };

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void hasOnlyChecksThatSendNothingUnlessPathsAreDeclared() {
		this.runner.run((context) -> assertThat(SecurityRuns.ids(context)).containsExactly("securityActuator",
				"securitySettings"));
	}

	@Test
	void hasACheckForEachThingThatIsDeclared() {
		this.runner.withPropertyValues(EVERYTHING)
			.run((context) -> assertThat(SecurityRuns.ids(context)).containsExactly("securityActuator",
					"securityCertificate", "securityErrors", "securityHeaders", "securityProtectedPaths",
					"securitySettings", "securitySignIn"));
	}

	@Test
	void hasChecksThatRollNoReleaseBack() {
		this.runner.withPropertyValues(EVERYTHING)
			.run((context) -> assertThat(SecurityRuns.checks(context))
				.allSatisfy((check) -> assertThat(check).isInstanceOf(BuiltInCheck.class))
				.extracting(Check::definition)
				.allSatisfy((definition) -> {
					assertThat(definition.kind()).isEqualTo("security");
					assertThat(definition.severity()).isEqualTo(Severity.DEGRADING);
					assertThat(definition.title()).isNotEqualTo(definition.id());
				}));
	}

	@ParameterizedTest
	@CsvSource({ "securitySettings, continuous", "securityActuator, continuous", "securityCertificate, continuous",
			"securityHeaders, smoke+continuous", "securityProtectedPaths, smoke+continuous",
			"securityErrors, smoke+continuous", "securitySignIn, deep" })
	void runsEachWhereItBelongs(String id, String groups) {
		this.runner.withPropertyValues(EVERYTHING).run((context) -> {
			CheckDefinition definition = SecurityRuns.check(context, id).definition();
			assertThat(definition.groups()).isEqualTo(Set.of(groups.split("\\+", -1)));
			assertThat(definition.interval() == null).isEqualTo(groups.equals("deep"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "selftest.enabled", "selftest.check.security.enabled" })
	void backsOffWhenSwitchedOff(String property) {
		this.runner.withPropertyValues(EVERYTHING).withPropertyValues(property + "=false").run((context) -> {
			assertThat(SecurityRuns.checks(context)).isEmpty();
			assertThat(context).doesNotHaveBean(SecurityCheckProperties.class);
		});
	}

	@Test
	void backsOffWithoutAServlet() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(SecurityRuns.checks(context)).isEmpty());
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(SecurityRuns.checks(context)).isEmpty());
	}

	@Test
	void worksWithoutActuatorSecurityAndAServerOfOurs() {
		this.runner.withPropertyValues(EVERYTHING)
			.withClassLoader(new FilteredClassLoader(ManagementPortType.class, WebServerSslBundle.class,
					SecurityFilterChain.class))
			.run((context) -> assertThat(SecurityRuns.ids(context)).containsExactly("securityErrors", "securityHeaders",
					"securityProtectedPaths", "securitySettings", "securitySignIn"));
	}

	@Test
	void backsOffWhereTheServiceBringsABeanOfThatName() {
		this.runner.withPropertyValues(EVERYTHING)
			.withBean("selfTestSecurityChecks", CheckProvider.class, () -> List::of)
			.withBean("selfTestSecurityActuatorCheck", CheckProvider.class, () -> List::of)
			.withBean("selfTestSecurityCertificateChecks", CheckProvider.class, () -> List::of)
			.run((context) -> assertThat(SecurityRuns.checks(context)).isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "paths[0]=http://example.org/|paths[0]|http://example.org/",
			"paths[0]=//example.org|paths[0]|//example.org", "protected-paths[0]=admin|protected-paths[0]|admin",
			"error-path=/a b?token=pl4nted|error-path|/a b?...", "sign-in.path=|sign-in.path|''",
			"certificate.fail-within=40d|certificate.fail-within|PT960H",
			"ignore[0].rule=header-htst|ignore[0].rule|header-htst" })
	void failsTheStartAndNamesTheProperty(String property, String where, String seen) {
		this.runner.withPropertyValues(PREFIX + property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).satisfies((failure) -> {
				SelfTestConfigurationException cause = causeOf(failure);
				assertThat(cause.property()).isEqualTo(PREFIX + where);
				assertThat(cause.seen()).isEqualTo("'" + seen + "'");
			});
		});
	}

	@Test
	void failsTheStartOnMorePathsThanItMayAsk() {
		this.runner.withPropertyValues(PREFIX + "paths=/1,/2,/3,/4,/5,/6,/7,/8,/9,/10,/11")
			.run((context) -> assertThat(causeOf(context.getStartupFailure()).expected())
				.isEqualTo("at most 10 paths"));
	}

	private static SelfTestConfigurationException causeOf(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SelfTestConfigurationException ours) {
				return ours;
			}
		}
		throw new AssertionError("no mistake of the configuration", failure);
	}

}
