package io.github.selftest.boot.notify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.HeldPort;
import io.github.selftest.boot.OwnThreads;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.MuteOrder;
import io.github.selftest.boot.engine.Mutes;
import io.github.selftest.boot.mistake.InvalidPropertyFailureAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class NotifyAutoConfigurationTests {

	private static final Duration NOW = Duration.ofNanos(1);

	private final OwnThreads threads = OwnThreads.fromNow();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
				NotifyAutoConfiguration.class))
		.withPropertyValues("spring.application.name=shop", "selftest.notify.flush-timeout=200ms");

	@TempDir
	private Path folder;

	private Receiver receiver;

	@BeforeEach
	void open() throws IOException {
		this.receiver = new Receiver();
	}

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void isNotThereWithoutATarget() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeanDefinitionNames())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("notify"));
			assertThat(this.threads.names()).noneMatch((name) -> name.startsWith("selftest-alert-"));
		});
	}

	@Test
	void isNotThereWhenSwitchedOff() {
		runner().withPropertyValues("selftest.notify.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Alerts.class));
	}

	@Test
	void tellsOfAFailureAndOfItsEnd() {
		runner()
			.withPropertyValues("selftest.notify.webhooks.slack.secret=0123456789abcdef",
					"selftest.notify.webhooks.slack.headers.X-Key=k3y")
			.run((context) -> {
				Engine engine = ready(context);
				Switch check = context.getBean(Switch.class);
				check.status = Status.FAIL;
				run(engine);
				await().until(() -> this.receiver.bodies().size() == 1);
				assertThat(this.receiver.bodies().get(0)).contains("\"text\":\"*FAIL: group 'continuous' of shop*");
				assertThat(this.receiver.headers.get(0).getFirst(Signature.HEADER)).matches("t=\\d+,v1=[0-9a-f]{64}");
				assertThat(this.receiver.headers.get(0).getFirst("X-Key")).isEqualTo("k3y");
				assertThat(this.receiver.headers.get(0).getFirst("Content-Type")).isEqualTo("application/json");
				check.status = Status.PASS;
				run(engine);
				run(engine);
				await().until(() -> this.receiver.bodies().size() == 2);
				assertThat(this.receiver.bodies().get(1)).contains("Resolved, PASS");
			});
		assertThat(this.threads.names()).noneMatch((name) -> name.equals("selftest-alert-slack"));
	}

	@Test
	void tellsNothingOfAFlapWithinTheDamping() {
		runner().run((context) -> {
			Engine engine = ready(context);
			Switch check = context.getBean(Switch.class);
			run(engine);
			check.status = Status.FAIL;
			engine.run("continuous", "shopWorks", NOW).join();
			engine.run("continuous", "shopWorks", NOW).join();
			check.status = Status.PASS;
			run(engine);
			DeliveryReport report = context.getBean(Alerts.class).targets().get(0).courier().report();
			assertThat(report.waiting()).isZero();
			assertThat(this.receiver.bodies()).isEmpty();
		});
	}

	@Test
	void tellsNothingOfWhatIsMutedUntilThatIsOver() {
		runner().run((context) -> {
			Engine engine = ready(context);
			Mutes mutes = context.getBean(Mutes.class);
			mutes.mute(mute(Set.of("shopWorks"), Set.of(), Duration.ofSeconds(5)));
			context.getBean(Switch.class).status = Status.FAIL;
			run(engine);
			assertThat(engine.check("shopWorks").orElseThrow().status()).isEqualTo(Status.FAIL);
			DeliveryReport report = context.getBean(Alerts.class).targets().get(0).courier().report();
			assertThat(report.waiting()).isZero();
			assertThat(this.receiver.bodies()).isEmpty();
			await().atMost(Duration.ofSeconds(20)).until(() -> this.receiver.bodies().size() == 1);
			assertThat(this.receiver.bodies().get(0)).contains("*FAIL: group 'continuous'");
			assertThat(mutes.mutes()).isEmpty();
		});
	}

	@Test
	void closesAnAlertThatSomebodyMutesAndTellsItAgainAfterwards() {
		runner().run((context) -> {
			Engine engine = ready(context);
			Mutes mutes = context.getBean(Mutes.class);
			context.getBean(Switch.class).status = Status.FAIL;
			run(engine);
			await().until(() -> this.receiver.bodies().size() == 1);
			Mute mute = mutes.mute(mute(Set.of(), Set.of("continuous"), Duration.ofHours(1)));
			await().until(() -> this.receiver.bodies().size() == 2);
			assertThat(this.receiver.bodies().get(1)).contains("Resolved")
				.contains("group 'continuous' is muted until " + mute.until() + " by ops: the supplier is down");
			assertThat(engine.verdict("continuous").orElseThrow().status()).isEqualTo(Status.FAIL);
			mutes.unmute(mute.id());
			await().until(() -> this.receiver.bodies().size() == 3);
			assertThat(this.receiver.bodies().get(2)).contains("*FAIL: group 'continuous'");
		});
	}

	private static MuteOrder mute(Set<String> checks, Set<String> groups, Duration time) {
		return new MuteOrder(checks, groups, false, "the supplier is down", "ops", Instant.now().plus(time));
	}

	@Test
	void losesNothingWhenTheReceiverVanishesAndComesBack() throws IOException {
		this.receiver.close();
		try (HeldPort vanished = HeldPort.of(this.receiver.port())) {
			runner().run((context) -> {
				Engine engine = ready(context);
				Switch check = context.getBean(Switch.class);
				check.status = Status.FAIL;
				run(engine);
				Courier courier = context.getBean(Alerts.class).targets().get(0).courier();
				await().until(() -> courier.report().failed() >= 2);
				check.status = Status.PASS;
				run(engine);
				run(engine);
				try (Receiver back = new Receiver(vanished.number())) {
					await().atMost(Duration.ofSeconds(20)).until(() -> back.bodies().size() == 2);
					assertThat(back.bodies().get(0)).contains("*FAIL");
					assertThat(back.bodies().get(1)).contains("Resolved");
				}
			});
		}
	}

	@Test
	void aTargetThatHangsDelaysNoOther() throws IOException {
		try (RawReceiver hanging = new RawReceiver((out, closed) -> closed.await())) {
			runner().withPropertyValues("selftest.notify.webhooks.a-hanging.url=" + hanging.url()).run((context) -> {
				Engine engine = ready(context);
				context.getBean(Switch.class).status = Status.FAIL;
				run(engine);
				await().until(() -> this.receiver.bodies().size() == 1);
			});
		}
	}

	@Test
	void sendsATestAlertOnRequest() {
		runner().run((context) -> {
			Engine engine = ready(context);
			CheckReport before = engine.run("continuous", "alertSlackDelivery", NOW).join();
			assertThat(code(before)).isEqualTo("notify.never-delivered");
			CheckReport report = engine.run("deep", "alertSlack", NOW).join();
			assertThat(report.status()).isEqualTo(Status.PASS);
			assertThat(this.receiver.bodies()).singleElement().asString().contains("TEST, nothing is wrong");
			assertThat(engine.run("continuous", "alertSlackDelivery", NOW).join().status()).isEqualTo(Status.PASS);
		});
	}

	@ParameterizedTest
	@CsvSource({ "500, notify.delivery-failed", "404, notify.rejected", "301, notify.redirected" })
	void failsTheTestAlertThatIsNotAccepted(int status, String code) {
		this.receiver.answering(status, "Location", "http://127.0.0.1:1/");
		runner().run((context) -> {
			CheckReport report = ready(context).run("deep", "alertSlack", NOW).join();
			assertThat(report.status()).isEqualTo(Status.FAIL);
			assertThat(code(report)).isEqualTo(code);
			assertThat(report.explanation()).extracting(Finding::observed).isEqualTo("HTTP " + status);
			assertThat(report.explanation()).extracting(Finding::message).asString().doesNotContain("s3cret");
		});
	}

	@Test
	void countsWhatBecomesOfAlerts() {
		this.receiver.answering(500);
		runner().run((context) -> {
			Engine engine = ready(context);
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(AlertMeters.class).bindTo(registry);
			context.getBean(Switch.class).status = Status.WARN;
			run(engine);
			await()
				.until(() -> registry.get("selftest.alerts").tag("result", "accepted").functionCounter().count() == 1);
			assertThat(registry.get("selftest.alerts").tag("result", "failed").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("selftest.alerts").tag("result", "given-up").functionCounter().count()).isZero();
			assertThat(registry.get("selftest.alerts.waiting").tag("target", "slack").gauge().value()).isZero();
		});
	}

	@Test
	void isThereWithoutMicrometer() {
		runner().withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(Alerts.class).doesNotHaveBean("selfTestAlertMeters"));
	}

	@Test
	void schedulesTestAlertsWhenAsked() {
		runner().withPropertyValues("selftest.notify.webhooks.slack.test-interval=1s").run((context) -> {
			ready(context);
			await().until(() -> !this.receiver.bodies().isEmpty());
			assertThat(this.receiver.bodies().get(0)).contains("TEST");
		});
	}

	@Test
	void tellsATargetNothingOfItself() {
		this.receiver.answering(500);
		runner()
			.withPropertyValues("selftest.notify.webhooks.slack.checks=*",
					"selftest.notify.webhooks.slack.retry.first-delay=1h",
					"selftest.notify.webhooks.slack.retry.max-delay=1h")
			.run((context) -> {
				Engine engine = ready(context);
				Switch check = context.getBean(Switch.class);
				check.status = Status.FAIL;
				run(engine);
				Courier courier = context.getBean(Alerts.class).targets().get(0).courier();
				await().until(() -> courier.report().trouble() != null);
				engine.run("continuous", "alertSlackDelivery", NOW).join();
				assertThat(engine.check("alertSlackDelivery").orElseThrow().status()).isEqualTo(Status.FAIL);
				check.status = Status.PASS;
				run(engine);
				run(engine);
				await().untilAsserted(() -> assertThat(engine.verdict("continuous").orElseThrow().failed())
					.containsExactly("alertSlackDelivery"));
				// that the check and the group fail, and that both are well
				await().until(() -> courier.report().waiting() == 4);
			});
	}

	@Test
	void tellsATargetOfWhatFailsBesideItsOwnChecks() {
		this.receiver.answering(500).answering(500);
		runner()
			.withPropertyValues("selftest.checks.shop-works.severity=degrading",
					"selftest.notify.webhooks.slack.format=json", "selftest.notify.webhooks.slack.retry.first-delay=1h",
					"selftest.notify.webhooks.slack.retry.max-delay=1h")
			.run((context) -> {
				Engine engine = ready(context);
				Switch check = context.getBean(Switch.class);
				check.status = Status.FAIL;
				run(engine);
				Courier courier = context.getBean(Alerts.class).targets().get(0).courier();
				await().until(() -> courier.report().trouble() != null);
				engine.run("continuous", "alertSlackDelivery", NOW).join();
				check.status = Status.PASS;
				run(engine);
				run(engine);
				// that the group warned, and that it is well but for the target itself
				await().until(() -> courier.report().waiting() == 2);
				assertThat(engine.verdict("continuous").orElseThrow().status()).isEqualTo(Status.WARN);
				check.status = Status.FAIL;
				run(engine);
				await().until(() -> courier.report().waiting() == 3);
				check.status = Status.PASS;
				run(engine);
				run(engine);
				await().until(() -> courier.report().waiting() == 4);
			});
	}

	@Test
	void showsNoSecretWhateverHappens(CapturedOutput output) {
		this.receiver.answering(500).answering(404).answering(301, "Location", "http://127.0.0.1:1/l0cation");
		runner()
			.withPropertyValues("selftest.notify.webhooks.slack.secret=s3cretOfSignature",
					"selftest.notify.webhooks.slack.headers.Authorization=s3cretOfHeader",
					"selftest.notify.heartbeat.url=" + this.receiver.url() + "?token=s3cretOfHeartbeat",
					"logging.level.root=debug", "debug=true")
			.run((context) -> {
				Engine engine = ready(context);
				context.getBean(Switch.class).status = Status.FAIL;
				run(engine);
				engine.run("deep", "alertSlack", NOW).join();
				await().until(() -> context.getBean(Alerts.class).targets().get(0).courier().report().accepted() > 0);
				assertThat(context.getBean(NotifyProperties.class).toString()).doesNotContain("s3cret");
				assertThat(engine.checks().toString()).doesNotContain("s3cret");
			});
		assertThat(output.toString()).doesNotContain("s3cret").doesNotContain("l0cation").contains("127.0.0.1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					slack.url=                                 | selftest.notify.webhooks.slack.url     | nothing
					slack.url=ftp://s3cret.example.org/        | selftest.notify.webhooks.slack.url     | the scheme 'ftp'
					slack.url=s3cret                           | selftest.notify.webhooks.slack.url     | without a scheme
					slack.url=http:///s3cret                   | selftest.notify.webhooks.slack.url     | without a valid host
					slack.url=http://a b/s3cret                | selftest.notify.webhooks.slack.url     | no valid address
					slack.url=https://me:s3cret@example.org/   | selftest.notify.webhooks.slack.url     | with a user name
					slack.url=${NO_HOOK}                       | selftest.notify.webhooks.slack.url     | the placeholder '${NO_HOOK}'
					slack.secret=${NO_SUCH_SECRET}             | selftest.notify.webhooks.slack.secret  | nothing resolves
					slack.headers.X-Key=Bearer ${no.key}       | selftest.notify.webhooks.slack.headers.X-Key | nothing resolves
					slack.secret=s3cret                        | selftest.notify.webhooks.slack.secret  | 6 characters
					slack.states=pass,fail                     | selftest.notify.webhooks.slack.states  | PASS
					slack.groups=nightly                       | selftest.notify.webhooks.slack.groups  | 'nightly'
					slack.timeout=0s                           | selftest.notify.webhooks.slack.timeout | PT0S
					slack.headers.Host=s3cret                  | selftest.notify.webhooks.slack.headers | cannot be sent
					slack.template=classpath:none.json         | selftest.notify.webhooks.slack.template | no readable resource
					Slack_1.url=http://example.org             | selftest.notify.webhooks               | small letters
					heartbeat.url=http://example.org           | selftest.notify.webhooks.heartbeat     | not 'heartbeat'
					""")
	void saysWhatIsWrongWithTheConfiguration(String property, String where, String what) {
		runner().withPropertyValues("selftest.notify.webhooks." + property).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidPropertyFailureAnalyzer()
				.analyze(Objects.requireNonNull(context.getStartupFailure()));
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains(where).contains(what);
			assertThat(context.getStartupFailure()).hasStackTraceContaining(where)
				.satisfies((failure) -> assertThat(stackTrace(failure)).doesNotContain("s3cret"));
		});
	}

	@Test
	void sendsABodyOfTheUsersOwn() throws IOException {
		Path template = Files.writeString(this.folder.resolve("teams.json"),
				"{\"text\": \"{{type}}: {{name}} of {{application}} is {{status}}\"}");
		runner()
			.withPropertyValues("selftest.notify.webhooks.slack.template=file:" + template,
					"selftest.notify.webhooks.slack.content-type=application/cloudevents+json")
			.run((context) -> {
				Engine engine = ready(context);
				context.getBean(Switch.class).status = Status.WARN;
				run(engine);
				await().until(() -> this.receiver.bodies().size() == 1);
				assertThat(this.receiver.bodies())
					.containsExactly("{\"text\": \"firing: continuous of shop is WARN\"}");
				assertThat(this.receiver.headers.get(0).getFirst("Content-Type"))
					.isEqualTo("application/cloudevents+json");
			});
	}

	@Test
	void takesAFormatOrATemplate() {
		runner()
			.withPropertyValues("selftest.notify.webhooks.slack.format=json",
					"selftest.notify.webhooks.slack.template=classpath:alert.json")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("both 'format' and 'template'"));
	}

	private ApplicationContextRunner runner() {
		return this.contextRunner.withUserConfiguration(Shop.class)
			.withPropertyValues("selftest.notify.webhooks.slack.url=" + this.receiver.url(),
					"selftest.notify.webhooks.slack.retry.first-delay=5ms",
					"selftest.notify.webhooks.slack.retry.max-delay=20ms");
	}

	private static Engine ready(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		Engine engine = context.getBean(Engine.class);
		await().until(() -> engine.check("alertSlack").isPresent());
		await().until(() -> engine.verdict("continuous").orElseThrow().status() == Status.PASS);
		return engine;
	}

	/**
	 * Run the check three times, as often as it takes to go down.
	 */
	private static void run(Engine engine) {
		Status now = engine.run("continuous", "shopWorks", NOW).join().rawStatus();
		if (now == Status.FAIL) {
			engine.run("continuous", "shopWorks", NOW).join();
			engine.run("continuous", "shopWorks", NOW).join();
		}
	}

	private static String code(CheckReport report) {
		Finding explanation = report.explanation();
		return (explanation != null) ? explanation.code() : "";
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		Switch shopWorks() {
			return new Switch();
		}

	}

	/**
	 * A check that finds what it is told to find.
	 */
	static final class Switch implements Check {

		volatile Status status = Status.PASS;

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("shopWorks").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return CheckResult.of(Finding.of(this.status, "shop.works", "The shop").withValues(this.status, "open"));
		}

	}

}
