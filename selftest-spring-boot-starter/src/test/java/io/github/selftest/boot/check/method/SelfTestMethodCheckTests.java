package io.github.selftest.boot.check.method;

import java.io.IOException;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.SelfTest;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.TestService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests of a run of an annotated method.
 */
class SelfTestMethodCheckTests {

	private static final CheckResult STOCK_LOW = CheckResult.of(Finding.warn("method.stock-low", "Stock is low"));

	private final TestCheckContext context = TestCheckContext.ofKind("method");

	@Test
	void passesWhatTheMethodRecords() throws Exception {
		assertThat(run("records").status()).isEqualTo(Status.PASS);
	}

	@Test
	void passesWhatTheMethodExpectsOfTheService() throws Exception {
		try (ConfigurableApplicationContext service = TestService
			.start(new Class<?>[] { TestService.OnTomcat.class })) {
			this.context.withServiceOf(service.getEnvironment());
			assertThat(run("callsTheService").findings()).singleElement()
				.hasToString("PASS method.status: GET /products answered 200");
		}
	}

	@Test
	void returnsTheResultOfTheMethod() throws Exception {
		assertThat(run("returnsAResult")).isSameAs(STOCK_LOW);
	}

	@Test
	void returnsNothingWhenTheMethodDoes() throws Exception {
		assertThat((Object) run("returnsNoResult")).isNull();
	}

	@Test
	void isInconclusiveWhenTheMethodAssertsNothing() throws Exception {
		CheckResult result = run("assertsNothing");
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings()).singleElement().satisfies((finding) -> {
			assertThat(finding).hasToString(
					"INCONCLUSIVE method.nothing-asserted: Method 'Shop.assertsNothing' returned without evidence");
			assertThat(finding.observed()).isEqualTo("no finding, no measurement");
			assertThat(finding.remedy()).startsWith("Expect something of an answer");
		});
	}

	@Test
	void throwsWhatTheMethodThrows() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> run("failsAnAssertion"))
			.withMessage("stock is unknown");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> run("throwsAnException"))
			.withMessage("disk gone");
	}

	@Test
	void callsThroughTheProxyOfTheBean() throws Exception {
		ProxyFactory factory = new ProxyFactory(new Shop());
		factory.setProxyTargetClass(true);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			this.context.record(Measurement.of("calls", 1, "count"));
			return invocation.proceed();
		});
		assertThat(check("assertsNothing", factory.getProxy()).run(this.context).measurements()).hasSize(1);
	}

	@Test
	void isCodeOfTheService() {
		assertThat(check("records", new Shop())).isNotInstanceOf(BuiltInCheck.class);
	}

	private CheckResult run(String id) throws Exception {
		return check(id, new Shop()).run(this.context);
	}

	private static Check check(String id, Object bean) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("shop", bean);
		return new MethodChecks(beans).checks()
			.stream()
			.filter((check) -> check.definition().id().equals(id))
			.findFirst()
			.orElseThrow();
	}

	static class Shop {

		@SelfTest
		protected void records(CheckContext context) {
			context.record(Measurement.of("stock", 7, "count"));
		}

		@SelfTest
		void callsTheService(LoopbackClient client, CheckContext context) {
			assertThat(context).isNotNull();
			client.get("/products").send().expectStatus(200);
		}

		@SelfTest
		CheckResult returnsAResult() {
			return STOCK_LOW;
		}

		@SelfTest
		@Nullable CheckResult returnsNoResult() {
			return null;
		}

		@SelfTest
		void assertsNothing() {
		}

		@SelfTest
		void failsAnAssertion() {
			fail("stock is unknown");
		}

		@SelfTest
		void throwsAnException() throws IOException {
			throw new IOException("disk gone");
		}

	}

}
