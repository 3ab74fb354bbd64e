package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.api.probe.CacheMutationProbe;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.TestService;
import io.github.selftest.boot.check.httpcache.CacheHost.PageController;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of what a change shows to caches, against a whole service on Tomcat.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class MutationCheckTests {

	private static final String TEXT = "fresh eggs ".repeat(500);

	private ConfigurableApplicationContext service;

	private PageController page;

	@BeforeAll
	void start() {
		this.service = CacheHost.onTomcat("selftest.loopback.max-requests-per-second=10000");
		this.page = this.service.getBean(PageController.class);
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@BeforeEach
	void reset() {
		this.page.text = TEXT;
		this.page.version = 1;
	}

	@Test
	void passesWhenContentAndValidatorChange() throws Exception {
		Change change = change(() -> {
			this.page.text = "other eggs";
			this.page.version = 2;
		});
		assertThat(texts(run(change))).containsExactly("PASS validator-changes-on-write");
		assertThat(change.restored).isEqualTo(1);
	}

	@Test
	void failsWhenTheValidatorMissesTheChange() throws Exception {
		Change change = change(() -> this.page.text = "other eggs");
		CheckResult result = run(change);
		assertThat(texts(result)).containsExactly("FAIL validator-changes-on-write");
		assertThat(result.findings().get(0).observed()).isEqualTo("304");
		assertThat(change.restored).isEqualTo(1);
	}

	@Test
	void takesAnotherDateBesideTheSameTagForNoNewValidator() throws Exception {
		Change change = new Change("/dated", () -> this.page.version = 2);
		assertThat(texts(run(change))).containsExactly("FAIL validator-changes-on-write");
	}

	@Test
	void failsWhenNothingShowsTheChange() throws Exception {
		CheckResult result = run(change(() -> {
		}));
		assertThat(texts(result)).containsExactly("FAIL validator-changes-on-write");
		assertThat(result.findings().get(0).observed()).startsWith("304, and the old content");
	}

	@Test
	void failsWhenTheValidatorChangesAndTheContentDoesNot() throws Exception {
		CheckResult result = run(change(() -> this.page.version = 2));
		assertThat(texts(result)).containsExactly("FAIL validator-changes-on-write");
		assertThat(result.findings().get(0).observed()).isEqualTo("200 with the old content");
	}

	@Test
	void restoresWhatAFailedChangeLeft() throws Exception {
		Change change = change(() -> {
			throw new IllegalStateException("with a secret");
		});
		CheckResult result = run(change);
		assertThat(texts(result)).containsExactly("FAIL mutation-failed");
		assertThat(result.toString()).doesNotContain("with a secret");
		assertThat(change.restored).isEqualTo(1);
	}

	@Test
	void changesNothingThatHasNoValidator() throws Exception {
		Change change = new Change("/bare", () -> {
			throw new AssertionError("not to be called");
		});
		assertThat(texts(run(change))).containsExactly("INCONCLUSIVE mutation-unclear");
		assertThat(change.restored).isZero();
	}

	@Test
	void changesNothingThatIsNotAnswered() throws Exception {
		Change change = new Change("/redirect", () -> {
			throw new AssertionError("not to be called");
		});
		assertThat(texts(run(change))).containsExactly("INCONCLUSIVE mutation-unclear");
		assertThat(change.restored).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "page", "//example.org/", "" })
	void changesNothingWhosePathLeadsElsewhere(String path) throws Exception {
		Change change = new Change(path, () -> {
			throw new AssertionError("not to be called");
		});
		assertThat(texts(run(change))).containsExactly("INCONCLUSIVE mutation-unclear");
	}

	@Test
	void restoresAfterAnOverrun() throws Exception {
		try (ConfigurableApplicationContext overrun = TestService.start(
				new Class<?>[] { CacheHost.OnTomcat.class, Overrun.class }, "selftest.schedule.enabled=false",
				"selftest.checks.httpCacheMutationHanging.deadline=500ms")) {
			Engine engine = overrun.getBean(Engine.class);
			// known a moment after the start
			await().until(() -> engine.check("httpCacheMutationHanging").isPresent());
			engine.run("deep", "httpCacheMutationHanging", Duration.ZERO).get(30, TimeUnit.SECONDS);
			assertThat(engine.check("httpCacheMutationHanging").orElseThrow().status()).isEqualTo(Status.FAIL);
			assertThat(overrun.getBean(HangingChange.class).restored.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private CheckResult run(Change change) throws Exception {
		HttpCacheTools tools = this.service.getBean(HttpCacheTools.class);
		return CacheRuns.run(new MutationCheck(change, tools), this.service.getEnvironment());
	}

	private static Change change(Action action) {
		return new Change("/page", action);
	}

	private static List<String> texts(CheckResult result) {
		return result.findings()
			.stream()
			.map((finding) -> finding.status() + " " + finding.code().substring("http-cache.".length()))
			.toList();
	}

	private interface Action {

		void run();

	}

	private static final class Change implements CacheMutationProbe {

		private final String path;

		private final Action action;

		private int restored;

		Change(String path, Action action) {
			this.path = path;
			this.action = action;
		}

		@Override
		public String name() {
			return "page-text";
		}

		@Override
		public String path() {
			return this.path;
		}

		@Override
		public void mutate() {
			this.action.run();
		}

		@Override
		public void restore() {
			this.restored++;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SelfTestAutoConfiguration.class)
	static class Overrun {

		@Bean
		HangingChange hangingChange() {
			return new HangingChange();
		}

	}

	static final class HangingChange implements CacheMutationProbe {

		private final CountDownLatch restored = new CountDownLatch(1);

		@Override
		public String name() {
			return "hanging";
		}

		@Override
		public String path() {
			return "/page";
		}

		@Override
		public void mutate() throws InterruptedException {
			new CountDownLatch(1).await();
		}

		@Override
		public void restore() {
			this.restored.countDown();
		}

	}

}
