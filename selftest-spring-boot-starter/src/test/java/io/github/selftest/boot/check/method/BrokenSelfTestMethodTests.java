package io.github.selftest.boot.check.method;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of what is printed when a service with a broken method is really started.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenSelfTestMethodTests {

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void failsTheStartEvenWhenBeansAreLazy(String lazy, CapturedOutput output) {
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(Service.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run("--spring.main.lazy-initialization=" + lazy));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Where: @SelfTest on " + Shop.class.getName() + ".stockIsKnown(String)")
			.contains("Seen: 'a parameter of type java.lang.String'")
			.contains("Expected: only parameters of type CheckContext and LoopbackClient")
			.contains("Remove the parameter");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LoopbackAutoConfiguration.class, MethodCheckAutoConfiguration.class,
			SelfTestAutoConfiguration.class })
	static class Service {

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	static class Shop {

		@SelfTest
		void stockIsKnown(String product) {
		}

	}

}
