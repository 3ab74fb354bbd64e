package io.github.selftest.boot.webpage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.boot.endpoint.SelfTestEndpointAutoConfiguration;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebpageAutoConfiguration}.
 */
class WebpageAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(IdentityAutoConfiguration.class,
			SelfTestEndpointAutoConfiguration.class, WebpageAutoConfiguration.class, EndpointAutoConfiguration.class,
			WebEndpointAutoConfiguration.class);

	private static final String EXPOSED = "management.endpoints.web.exposure.include=selftest";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withBean("selfTestEngine", Engine.class, StillEngine::new)
		.withConfiguration(CONFIGURATIONS);

	@Test
	void pageIsThereWhereTheEndpointIsExposed() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(WebpageView.class).hasSingleBean(PageRecorder.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoints.web.exposure.include=health", "selftest.enabled=false",
			"management.endpoint.selftest.access=none" })
	void nothingIsThereWhereItIsNot(String property) {
		this.contextRunner.withPropertyValues(EXPOSED, property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WebpageView.class)
				.doesNotHaveBean(PageRecorder.class));
	}

	@Test
	void nothingIsThereOnOtherWebStacks() {
		new ReactiveWebApplicationContextRunner().withBean("selfTestEngine", Engine.class, StillEngine::new)
			.withConfiguration(CONFIGURATIONS)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(WebpageView.class));
	}

	@Test
	void styleAndScriptAreInANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new WebpageRuntimeHints().registerHints(hints, null);
		for (String name : new String[] { "page.css", "page.js" }) {
			assertThat(RuntimeHintsPredicates.resource().forResource("io/github/selftest/boot/webpage/" + name))
				.accepts(hints);
		}
	}

}
