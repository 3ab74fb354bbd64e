package io.github.selftest.boot.check.security;

import java.lang.reflect.Proxy;
import java.util.Map;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class SettingRulesTests {

	private static final String SECRET = TestPages.SECRET;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SecurityAutoConfiguration.class, SecurityCheckAutoConfiguration.class));

	private final WebApplicationContextRunner withDefaultUser = this.runner
		.withConfiguration(AutoConfigurations.of(UserDetailsServiceAutoConfiguration.class));

	@Test
	void passOnAServiceWithoutSettings() {
		this.runner.run((service) -> {
			CheckResult result = SecurityRuns.run(service, "securitySettings");
			assertThat(result.status()).isEqualTo(Status.PASS);
			assertThat(result.findings()).extracting(Finding::code)
				.containsExactly("security.error-settings", "security.session-cookie-settings", "security.default-user",
						"security.h2-console", "security.devtools-remote", "security.secrets-in-jar");
		});
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "include-stacktrace=always, include-stacktrace' is always",
					"include-stacktrace=on_param, include-stacktrace' is on-param",
					"include-exception=true, include-exception' is true" })
	void errorAnswersThatAreSetToShowTheInsideWarn(String property, String observed) {
		Finding finding = error("spring.web.error." + property);
		assertThat(finding.status()).isEqualTo(Status.WARN);
		assertThat(finding.observed()).isEqualTo("'spring.web.error." + observed);
		assertThat(finding.remedy()).contains("spring.web.error.include-stacktrace");
	}

	@ParameterizedTest
	@ValueSource(strings = { "include-stacktrace=never", "include-exception=false", "include-message=always" })
	void errorAnswersThatAreSetToShowLittlePass(String property) {
		assertThat(error("spring.web.error." + property).status()).isEqualTo(Status.PASS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cookie.secure=false", "cookie.http-only=false", "cookie.same-site=none",
			"tracking-modes=cookie,url" })
	void aSettingThatWeakensTheSessionWarns(String property) {
		Finding finding = cookie("server.servlet.session." + property);
		assertThat(finding.status()).isEqualTo(Status.WARN);
		assertThat(finding.observed()).contains(property.substring(0, property.indexOf('=')));
	}

	@Test
	void settingsThatStrengthenTheSessionPass() {
		assertThat(cookie("server.servlet.session.cookie.secure=true", "server.servlet.session.cookie.same-site=none",
				"server.servlet.session.tracking-modes=cookie")
			.status()).isEqualTo(Status.PASS);
	}

	@Test
	void theDefaultUserWithAGeneratedPasswordWarns() {
		this.withDefaultUser.run((service) -> {
			Finding finding = SecurityRuns.only(SecurityRuns.run(service, "securitySettings"),
					SecurityRule.DEFAULT_USER);
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.observed()).contains("printed in the log");
		});
	}

	@Test
	void theDefaultUserWithAPasswordOfTheConfigurationWarnsAndDoesNotShowIt() {
		this.withDefaultUser.withPropertyValues("spring.security.user.password=" + SECRET).run((service) -> {
			CheckResult result = SecurityRuns.run(service, "securitySettings");
			assertThat(SecurityRuns.only(result, SecurityRule.DEFAULT_USER).observed())
				.isEqualTo("one user, with the password in 'spring.security.user.password'");
			assertThat(SecurityRuns.text(result)).doesNotContain(SECRET);
		});
	}

	@Test
	void usersOfTheServicePassEvenUnderTheNameOfTheDefaultOne() {
		this.withDefaultUser.withUserConfiguration(OwnUsers.class)
			.run((service) -> assertThat(
					SecurityRuns.only(SecurityRuns.run(service, "securitySettings"), SecurityRule.DEFAULT_USER)
						.status())
				.isEqualTo(Status.PASS));
	}

	@Test
	void theDefaultUserIsNotCreatedByLookingAtIt() {
		this.withDefaultUser.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((service) -> {
				SecurityRuns.run(service, "securitySettings");
				assertThat(service.getBeanFactory().containsSingleton("inMemoryUserDetailsManager")).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev", "mine,local" })
	void areLetBeInAProfileForDevelopment(String profiles) {
		this.withDefaultUser
			.withPropertyValues("spring.profiles.active=" + profiles, "spring.web.error.include-stacktrace=always")
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.run((service) -> {
				CheckResult result = SecurityRuns.run(service, "securitySettings");
				assertThat(result.status()).isEqualTo(Status.PASS);
				assertThat(result.findings())
					.allSatisfy((finding) -> assertThat(finding.message()).contains("which is one for development"));
			});
	}

	@Test
	void aConsoleOfH2Fails() {
		try (ConfigurableApplicationContext service = TestPages.start(new Class<?>[] { WithConsole.class })) {
			CheckResult result = SecurityRuns.run(service, "securitySettings");
			assertThat(SecurityRuns.only(result, SecurityRule.H2_CONSOLE).status()).isEqualTo(Status.FAIL);
			assertThat(SecurityRuns.only(result, SecurityRule.DEVTOOLS_REMOTE).status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void remoteDevToolsFail() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("servletContext", new WithDevTools());
		CheckResult result = SecurityRuns
			.look(DeveloperTool.remoteDevTools(beans.getBeanProvider(ServletContext.class)));
		assertThat(SecurityRuns.only(result, SecurityRule.DEVTOOLS_REMOTE).status()).isEqualTo(Status.FAIL);
	}

	@Test
	void secretsOnTheClassPathWarnByNameUnlessTheyAreOverridden() {
		try (ConfigurableApplicationContext service = new SpringApplicationBuilder(Empty.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--spring.config.import=classpath:/io/github/selftest/boot/check/security/secrets.yaml",
					"--shop.overridden-secret=" + SECRET)) {
			CheckResult result = SecurityRuns.look(new SecretsInJar(service.getEnvironment()));
			Finding finding = SecurityRuns.only(result, SecurityRule.SECRETS_IN_JAR);
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.observed()).isEqualTo("3: shop.api-key, shop.db.password, shop.noop-password");
			assertThat(SecurityRuns.text(result)).doesNotContain(SECRET);
		}
	}

	@Test
	void secretsFromOutsidePass() {
		MockEnvironment environment = new MockEnvironment().withProperty("shop.db.password", SECRET);
		CheckResult result = SecurityRuns.look(new SecretsInJar(environment));
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(SecurityRuns.text(result)).doesNotContain(SECRET);
	}

	private static Finding error(String... properties) {
		return SecurityRuns.look(new ErrorSettings(settings(properties))).findings().get(0);
	}

	private static Finding cookie(String... properties) {
		return SecurityRuns.look(new SessionCookieSettings(settings(properties))).findings().get(0);
	}

	private static Settings settings(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			int equals = property.indexOf('=');
			environment.setProperty(property.substring(0, equals), property.substring(equals + 1));
		}
		return new Settings(environment);
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnUsers {

		@Bean
		InMemoryUserDetailsManager inMemoryUserDetailsManager() {
			return new InMemoryUserDetailsManager(User.withUsername("eve").password("{noop}x").roles("A").build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithConsole {

		@Bean
		ServletContextInitializer console() {
			return (context) -> context.addServlet("console", "org.h2.server.web.JakartaWebServlet");
		}

	}

	/**
	 * A server with the filter of DevTools, which is not on the class path.
	 */
	private static final class WithDevTools extends MockServletContext {

		@Override
		public Map<String, ? extends FilterRegistration> getFilterRegistrations() {
			FilterRegistration registration = (FilterRegistration) Proxy.newProxyInstance(getClassLoader(),
					new Class<?>[] { FilterRegistration.class },
					(proxy, method, arguments) -> method.getName().equals("getClassName")
							? "org.springframework.boot.devtools.remote.server.DispatcherFilter" : null);
			return Map.of("remoteDevToolsDispatcherFilter", registration);
		}

	}

}
