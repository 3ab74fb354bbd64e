package io.github.selftest.boot.synthetic;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class OnSyntheticTrafficConditionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Conditional.class);

	@Test
	void matchesWithAKey() {
		this.contextRunner.withPropertyValues("selftest.synthetic.keys[0].id=ci")
			.run((context) -> assertThat(context).hasSingleBean(Conditional.class));
	}

	@Test
	void matchesWithAKeyFromTheEnvironment() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("SELFTEST_SYNTHETIC_KEYS_0_ID", "ci"))))
			.run((context) -> assertThat(context).hasSingleBean(Conditional.class));
	}

	@Test
	void matchesWithAToken() {
		this.contextRunner.withPropertyValues("selftest.synthetic.tokens[0]=secret")
			.run((context) -> assertThat(context).hasSingleBean(Conditional.class));
	}

	@Test
	void doesNotMatchWithoutEither() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(Conditional.class));
	}

	@Test
	void doesNotMatchWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("selftest.synthetic.keys[0].id=ci", "selftest.synthetic.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Conditional.class));
		this.contextRunner.withPropertyValues("selftest.synthetic.keys[0].id=ci", "selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Conditional.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSyntheticTraffic
	static class Conditional {

	}

}
