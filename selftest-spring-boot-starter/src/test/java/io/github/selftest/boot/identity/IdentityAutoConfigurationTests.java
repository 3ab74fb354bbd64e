package io.github.selftest.boot.identity;

import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdentityAutoConfiguration} and {@link InstanceNames}.
 */
class IdentityAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class));

	@Test
	void namesAreThoseOfTheEnvironment() {
		this.contextRunner
			.withPropertyValues("spring.application.name=orders", "spring.application.version=1.4.2",
					"POD_NAME=orders-7c9f6d-abcde", "HOSTNAME=node", "POD_TEMPLATE_HASH=7c9f6d")
			.run((context) -> {
				Identity identity = context.getBean("selfTestIdentity", Identity.class);
				assertThat(identity.app()).isEqualTo("orders");
				assertThat(identity.version()).isEqualTo("1.4.2");
				assertThat(identity.pod()).isEqualTo("orders-7c9f6d-abcde");
				assertThat(identity.podTemplateHash()).isEqualTo("7c9f6d");
				assertThat(identity.role()).isEqualTo("unknown");
			});
	}

	@Test
	void versionOfTheBuildWins() {
		this.contextRunner.withUserConfiguration(Build.class)
			.withPropertyValues("spring.application.version=1.4.2")
			.run((context) -> assertThat(context.getBean(Identity.class).version()).isEqualTo("2.0.0"));
	}

	@Test
	void everythingHasANameWithoutAnyConfiguration() {
		this.contextRunner.withPropertyValues("HOSTNAME=", "POD_NAME=").run((context) -> {
			Identity identity = context.getBean(Identity.class);
			assertThat(identity.app()).isEqualTo("application");
			assertThat(identity.version()).isEqualTo("unknown");
			assertThat(identity.pod()).isNotBlank().isEqualTo(identity.pod().strip());
			assertThat(identity.podTemplateHash()).isEmpty();
		});
	}

	@Test
	void hostNameIsTheNameOfThePodWhereNothingElseTells() {
		this.contextRunner.withPropertyValues("HOSTNAME=node", "POD_NAME=")
			.run((context) -> assertThat(context.getBean(Identity.class).pod()).isEqualTo("node"));
	}

	@Test
	void disabledSelfTestLeavesNothing() {
		this.contextRunner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Identity.class)
				.doesNotHaveBean(IdentityProperties.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Build {

		@Bean
		BuildProperties buildProperties() {
			Properties properties = new Properties();
			properties.setProperty("version", "2.0.0");
			return new BuildProperties(properties);
		}

	}

}
