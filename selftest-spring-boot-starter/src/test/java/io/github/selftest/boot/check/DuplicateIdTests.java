package io.github.selftest.boot.check;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.http.HttpCheckAutoConfiguration;
import io.github.selftest.boot.check.method.MethodCheckAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is said of two checks with one id.
 */
class DuplicateIdTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
				HttpCheckAutoConfiguration.class, MethodCheckAutoConfiguration.class))
		.withBean("shop", Shop.class)
		.withPropertyValues("selftest.schedule.enabled=false");

	@Test
	void namesTheMethodAndTheProperty() {
		this.runner
			.withPropertyValues("selftest.check.http.checks.stockIsKnown.request.path=/",
					"selftest.check.http.checks.stockIsKnown.expect.status=200")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("Two checks have the id 'stockIsKnown'")
				.hasStackTraceContaining("method 'Shop.stockIsKnown' of bean 'shop'")
				.hasStackTraceContaining("property 'selftest.check.http.checks.stockIsKnown'"));
	}

	@Test
	void namesTheBeansOfWhichOneMethodIsACheckEach() {
		this.runner.withBean("shopOfYesterday", Shop.class)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("of bean 'shop'")
				.hasStackTraceContaining("of bean 'shopOfYesterday'"));
	}

	@Test
	void saysNothingOfASilencedOne() {
		this.runner.withBean("shopOfYesterday", Shop.class)
			.withPropertyValues("selftest.checks.stockIsKnown.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static class Shop {

		@SelfTest
		CheckResult stockIsKnown(CheckContext context) {
			return CheckResult.of(Finding.pass("shop.stock", "The stock is known"));
		}

	}

}
