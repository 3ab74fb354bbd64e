package io.github.selftest.boot.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The own tests of a service, whose contexts Spring keeps, pauses when another one is
 * used, and starts again.
 */
@SpringBootTest(classes = HostsOwnSpringBootTests.Service.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class HostsOwnSpringBootTests {

	private static @Nullable Engine first;

	private static void assertThatItRunsOnRequestOnly(Engine engine) throws Exception {
		assertThat(engine.isRunning()).isTrue();
		await().until(() -> engine.check("healthDiskSpace").isPresent());
		assertThat(engine.check("healthDiskSpace").orElseThrow().latest()).as("the schedule is off").isNull();
		assertThat(run(engine)).isEqualTo(Status.PASS);
	}

	private static Status run(Engine engine) throws Exception {
		return engine.run("continuous", "healthDiskSpace", Duration.ZERO).get(30, TimeUnit.SECONDS).status();
	}

	@Nested
	@Order(1)
	class OneContext {

		@Test
		void runsOnRequestOnly(@Autowired Engine engine) throws Exception {
			assertThatItRunsOnRequestOnly(engine);
			first = engine;
		}

	}

	@Nested
	@Order(2)
	@TestPropertySource(properties = "other=context")
	@DirtiesContext
	class AnotherContext {

		@Test
		void runsOnRequestOnly(@Autowired Engine engine) throws Exception {
			assertThat(engine).isNotSameAs(first);
			assertThatItRunsOnRequestOnly(engine);
		}

	}

	@Nested
	@Order(3)
	@DirtiesContext
	class TheFirstContextAgain {

		@Test
		void runsAgain(@Autowired Engine engine) throws Exception {
			assertThat(engine).isSameAs(first);
			assertThat(engine.isRunning()).isTrue();
			assertThat(run(engine)).isEqualTo(Status.PASS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { DataSourceAutoConfiguration.class, JettyServletWebServerAutoConfiguration.class })
	static class Service {

	}

}
