package io.github.selftest.boot.check;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.SelfTest;
import io.github.selftest.api.Status;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.http.HttpCheckAutoConfiguration;
import io.github.selftest.boot.check.method.MethodCheckAutoConfiguration;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the kinds with a real service and the real engine.
 */
@Timeout(60)
class KindsInTheEngineTests {

	private static final String HANGING = "selftest.check.http.checks.hanging.";

	@Test
	void passOnAServiceThatIsWell() throws Exception {
		try (ConfigurableApplicationContext service = start(
				"selftest.check.http.checks.products.request.path=/products/",
				"selftest.check.http.checks.products.expect.status=200")) {
			assertThat(resultOf(service, "products").findings()).singleElement()
				.hasToString("PASS http.status: GET /products/ answered 200");
			assertThat(resultOf(service, "productsAnswer").findings()).singleElement()
				.hasToString("PASS method.status: GET /products/ answered 200");
		}
	}

	@Test
	void areInconclusiveAboutAMethodThatAssertsNothing() throws Exception {
		try (ConfigurableApplicationContext service = start()) {
			assertThat(resultOf(service, "silent").findings()).singleElement()
				.satisfies((finding) -> assertThat(finding.code()).isEqualTo("method.nothing-asserted"));
		}
	}

	@Test
	void nameTheRequestThatUsesUpTheDeadline() throws Exception {
		try (ConfigurableApplicationContext service = start(HANGING + "request.path=/hanging/",
				HANGING + "expect.status=200", HANGING + "deadline=1s")) {
			CheckResult result = resultOf(service, "hanging");
			assertThat(result.status()).isEqualTo(Status.FAIL);
			assertThat(result.findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.code()).isEqualTo("http.unreachable");
				assertThat(finding.message()).isEqualTo("GET /hanging/ got no answer");
				assertThat(finding.observed()).isEqualTo("time-out");
			});
			service.getBean(HangingServlet.class).destroy();
		}
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return TestService.start(new Class<?>[] { TestService.OnTomcat.class, Service.class }, properties);
	}

	private static CheckResult resultOf(ConfigurableApplicationContext service, String check) throws Exception {
		CompletedRun run = service.getBean(Engine.class)
			.run("smoke", check, Duration.ZERO)
			.get(30, TimeUnit.SECONDS)
			.latest();
		assertThat(run).isNotNull();
		return run.result();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LoopbackAutoConfiguration.class, HttpCheckAutoConfiguration.class,
			MethodCheckAutoConfiguration.class, SelfTestAutoConfiguration.class })
	static class Service {

		@Bean
		HangingServlet hanging() {
			return new HangingServlet();
		}

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	static class Shop {

		@SelfTest
		void productsAnswer(LoopbackClient client) {
			client.get("/products/").send().expectStatus(200);
		}

		@SelfTest
		void silent() {
		}

	}

	/**
	 * Answers when it is told that the service ends.
	 */
	static final class HangingServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient CountDownLatch end = new CountDownLatch(1);

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			try {
				assertThat(this.end.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new ServletException(ex);
			}
		}

		@Override
		public void destroy() {
			this.end.countDown();
		}

	}

}
