package io.github.selftest.boot.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.Status;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class StateChangeTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
				SelfTestObservabilityAutoConfiguration.class))
		.withPropertyValues("selftest.schedule.enabled=false")
		.withBean(SwitchedCheck.class)
		.withBean(Listener.class);

	@Test
	void isOneEventAndOneLine(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Engine engine = context.getBean(Engine.class);
			SwitchedCheck check = context.getBean(SwitchedCheck.class);
			Listener listener = context.getBean(Listener.class);
			AvailabilityChangeEvent.publish(context.getSourceApplicationContext(ConfigurableApplicationContext.class),
					ReadinessState.ACCEPTING_TRAFFIC);
			for (Status status : List.of(Status.PASS, Status.FAIL, Status.FAIL, Status.PASS)) {
				check.status.set(status);
				engine.run(Groups.SMOKE, Duration.ZERO).get(10, TimeUnit.SECONDS);
			}
			await().until(() -> listener.checkChanges().size() == 3);
			assertThat(listener.checkChanges()).containsExactly("check 'switched' new -> PASS: ok",
					"check 'switched' PASS -> FAIL: switched: broken (observed 500, expected 200)",
					"check 'switched' FAIL -> PASS: ok");
			await().until(() -> output.getOut().contains("check 'switched' FAIL -> PASS: ok"));
			assertThat(output.getOut()).containsOnlyOnce("Self-test check 'switched' PASS -> FAIL: switched: broken")
				.containsOnlyOnce("Self-test 'smoke' PASS: 1 passed, 0 warned, 0 failed, 0 inconclusive");
		});
	}

	@Test
	void aListenerOfTheHostThatThrowsHarmsNobody() {
		this.contextRunner.withBean(HostileListener.class).run((context) -> {
			AvailabilityChangeEvent.publish(context.getSourceApplicationContext(ConfigurableApplicationContext.class),
					ReadinessState.ACCEPTING_TRAFFIC);
			Engine engine = context.getBean(Engine.class);
			for (int i = 0; i < 3; i++) {
				assertThat(engine.run(Groups.SMOKE, Duration.ZERO).get(10, TimeUnit.SECONDS).status())
					.isEqualTo(Status.PASS);
			}
		});
	}

	static class Listener {

		private final List<StateChanged> changes = new CopyOnWriteArrayList<>();

		@EventListener
		void on(StateChanged change) {
			this.changes.add(change);
		}

		List<String> checkChanges() {
			return this.changes.stream()
				.filter((change) -> change.subject() == StateChanged.Subject.CHECK)
				.map(StateChanged::toString)
				.toList();
		}

	}

	static class HostileListener {

		@EventListener
		void on(StateChanged change) {
			throw new IllegalStateException("a listener may fail");
		}

	}

	static class SwitchedCheck implements Check {

		final AtomicReference<Status> status = new AtomicReference<>(Status.PASS);

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("switched").groups(Groups.SMOKE).build();
		}

		@Override
		@SuppressWarnings("NullAway") // the reference is never null
		public CheckResult run(CheckContext context) {
			return CheckResult.of((this.status.get() == Status.PASS) ? Finding.pass("custom.fine", "fine")
					: Finding.fail("custom.broken", "broken").withValues(500, 200));
		}

	}

}
