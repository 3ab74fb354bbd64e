package io.github.selftest.boot.host;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several web applications in one process below a common parent.
 */
class SeveralContextsTests {

	@Test
	void eachWebContextHasOneEngineThatRunsItsChecksOnce() {
		try (ConfigurableApplicationContext parent = new SpringApplicationBuilder(Parent.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run();
				ConfigurableApplicationContext shop = web(parent, Shop.class);
				ConfigurableApplicationContext office = web(parent, Office.class)) {
			assertThat(parent.getBeanNamesForType(Engine.class)).isEmpty();
			Engine one = shop.getBean(Engine.class);
			Engine other = office.getBean(Engine.class);
			assertThat(one).isNotSameAs(other);
			awaitPass(one);
			awaitPass(other);
			assertThat(one.check("shop")).isPresent();
			assertThat(one.check("office")).isEmpty();
			assertThat(other.check("office")).isPresent();
			assertThat(other.check("shop")).isEmpty();
			// a second event of readiness, of this context or of another one, starts
			// nothing
			assertThat(shop.getBean("shopCheck", CountingCheck.class).runs).hasValue(1);
			assertThat(office.getBean("officeCheck", CountingCheck.class).runs).hasValue(1);
		}
	}

	@Test
	void anEngineInTheParentAsWellRunsItsChecksOnceToo() {
		try (ConfigurableApplicationContext parent = new SpringApplicationBuilder(Back.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.properties(Host.plain())
			.run()) {
			Engine back = parent.getBean(Engine.class);
			try (ConfigurableApplicationContext shop = web(parent, Shop.class)) {
				assertThat(shop.getBean(Engine.class)).isNotSameAs(back);
				awaitPass(back);
				awaitPass(shop.getBean(Engine.class));
				assertThat(back.history("back")).hasSize(1);
				assertThat(back.check("shop")).isEmpty();
			}
			assertThat(back.isRunning()).isTrue();
		}
	}

	@Test
	void startsAgainAfterAPause() throws Exception {
		try (Host host = Host.start(Shop.class)) {
			awaitPass(host.engine());
			CountingCheck check = host.context().getBean("shopCheck", CountingCheck.class);
			for (int i = 0; i < 3; i++) {
				host.context().stop();
				assertThat(host.engine().isRunning()).isFalse();
				host.context().start();
				assertThat(host.engine().isRunning()).isTrue();
			}
			int runs = check.runs.get();
			assertThat(host.run("smoke").status()).isEqualTo(Status.PASS);
			assertThat(check.runs.get()).isGreaterThanOrEqualTo(runs);
		}
	}

	private static void awaitPass(Engine engine) {
		Supplier<Status> smoke = () -> engine.verdict("smoke").orElseThrow().status();
		await().until(() -> smoke.get() == Status.PASS);
	}

	private static ConfigurableApplicationContext web(ConfigurableApplicationContext parent, Class<?> application) {
		String[] arguments = Host.concat(Host.plain(), new String[] { "server.port=0", "server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=health,selftest" });
		return new SpringApplicationBuilder(application).parent(parent)
			.web(WebApplicationType.SERVLET)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(Arrays.stream(arguments).map((argument) -> "--" + argument).toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	static class Parent {

		@Bean
		AtomicInteger shared() {
			return new AtomicInteger();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Back extends PlainService {

		@Bean
		CountingCheck backCheck() {
			return new CountingCheck("back");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shop extends PlainService {

		@Bean
		CountingCheck shopCheck() {
			return new CountingCheck("shop");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Office extends PlainService {

		@Bean
		CountingCheck officeCheck() {
			return new CountingCheck("office");
		}

	}

	static final class CountingCheck implements Check {

		final AtomicInteger runs = new AtomicInteger();

		private final String id;

		CountingCheck(String id) {
			this.id = id;
		}

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder(this.id).groups("smoke").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			this.runs.incrementAndGet();
			return CheckResult.of(Finding.pass("custom.fine", "fine"));
		}

	}

}
