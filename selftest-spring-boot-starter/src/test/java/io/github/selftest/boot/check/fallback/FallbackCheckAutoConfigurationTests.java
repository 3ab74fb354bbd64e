package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.core.Registry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.boot.OwnThreads;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class FallbackCheckAutoConfigurationTests {

	private final ApplicationContextRunner withRegistryAlone = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FallbackCheckAutoConfiguration.class))
		.withBean(CircuitBreakerRegistry.class, () -> {
			CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
			registry.circuitBreaker("orders");
			return registry;
		});

	@Test
	void isAbsentWithoutResilience4j() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FallbackCheckAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FallbackChecks.class));
	}

	@Test
	void isSilentWhereProofsAreAskedForWithoutResilience4j() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FallbackCheckAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j"))
			.withPropertyValues("selftest.check.fallback.proof.enabled=true",
					"selftest.check.fallback.proof.decorators=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(FallbackChecks.class)
				.doesNotHaveBean(ProvableRegistries.class));
	}

	@Test
	void leavesRegistriesAloneThatComeWithoutAspects() {
		this.withRegistryAlone
			.withClassLoader(new FilteredClassLoader("io.github.resilience4j.spring6",
					"io.github.resilience4j.springboot", "io.github.resilience4j.retry",
					"io.github.resilience4j.bulkhead", "io.github.resilience4j.ratelimiter", "org.aspectj"))
			.withPropertyValues("selftest.check.fallback.proof.enabled=true",
					"selftest.check.fallback.proof.decorators=true")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ProvableRegistries.class);
				assertThat(context.getBean(FallbackChecks.class).checks())
					.extracting((check) -> check.definition().id())
					.containsExactlyInAnyOrder("fallbackInventory", "breakerOrders");
			});
	}

	@Test
	void backsOffWhenDisabled() {
		this.withRegistryAlone.withPropertyValues("selftest.check.fallback.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FallbackChecks.class));
	}

	@Test
	void isToldOnceWhenItIsOff() {
		assertThat(List.of(FallbackCheckAutoConfiguration.class, FallbackCountsAutoConfiguration.class))
			.filteredOn((type) -> type.isAnnotationPresent(ConditionalOnCheck.class))
			.hasSize(1);
	}

	@Test
	void listsTheBreakersOfALibraryThatBringsNoAnnotations() {
		this.withRegistryAlone
			.withClassLoader(
					new FilteredClassLoader("io.github.resilience4j.spring6", "io.github.resilience4j.springboot",
							"io.github.resilience4j.circuitbreaker.annotation", "io.github.resilience4j.retry",
							"io.github.resilience4j.bulkhead", "io.github.resilience4j.ratelimiter", "org.aspectj"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(FallbackChecks.class).checks())
					.extracting((check) -> check.definition().id())
					.containsExactlyInAnyOrder("fallbackInventory", "breakerOrders");
				CheckResult result = Resilience.run(context, "fallbackInventory");
				assertThat(result.status()).isEqualTo(Status.PASS);
				assertThat(result.findings()).extracting(Finding::message)
					.contains("1 circuit breaker instances: orders");
			});
	}

	@Test
	void isSilentWithoutAnyInstance() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FallbackCheckAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean(FallbackChecks.class).checks()).isEmpty());
	}

	@Test
	void refusesAShareThatIsNone() {
		this.withRegistryAlone.withPropertyValues("selftest.check.fallback.warn-above-share=5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SelfTestConfigurationException.class)
				.hasMessageContaining("'selftest.check.fallback.warn-above-share' must be a share between 0 and 1"));
	}

	@Test
	void isReplacedByTheService() {
		this.withRegistryAlone.withBean("selfTestFallbackChecks", String.class, () -> "mine")
			.run((context) -> assertThat(context).doesNotHaveBean(FallbackChecks.class));
	}

	@Test
	void runsInTheEngine() {
		Resilience.service(Stock.class)
			.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class))
			.withPropertyValues("selftest.schedule.enabled=false", "selftest.check.fallback.proof.enabled=true",
					"resilience4j.circuitbreaker.instances.stock.sliding-window-size=10")
			.run((context) -> {
				Engine engine = context.getBean(Engine.class);
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				await().until(() -> engine.check("fallbackProofStockValue").isPresent());
				Verdict deep = engine.run("deep", Duration.ZERO).join();
				assertThat(deep.status()).isEqualTo(Status.PASS);
				assertThat(deep.checks()).extracting(CheckReport::id).containsExactly("fallbackProofStockValue");
				assertThat(engine.run("smoke", Duration.ZERO).join().checks()).extracting(CheckReport::id)
					.containsExactly("fallbackInventory");
				assertThat(engine.run("continuous", Duration.ZERO).join().checks()).extracting(CheckReport::id)
					.containsExactlyInAnyOrder("breakerStock", "fallbackStock");
			});
	}

	@Test
	void provesByScheduleWhereThatIsAskedFor() {
		Resilience.service(Stock.class, Torn.class)
			.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class))
			.withPropertyValues("selftest.check.fallback.proof.enabled=true",
					"selftest.checks.fallbackProofStockValue.interval=100ms",
					"selftest.checks.fallbackProofTornValue.interval=100ms",
					"selftest.checks.fallbackProofTornValue.groups=continuous")
			.run((context) -> {
				Engine engine = context.getBean(Engine.class);
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				await().pollInterval(Duration.ofMillis(20))
					.until(() -> engine.history("fallbackProofStockValue").size() > 1
							&& engine.history("fallbackProofTornValue").size() > 1);
				// stale as soon as two runs are missing
				await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
					CheckReport passing = engine.check("deep", "fallbackProofStockValue").orElseThrow();
					assertThat(passing.status()).isEqualTo(Status.PASS);
					assertThat(passing.nextRun()).isNotNull();
				});
				CheckReport failing = engine.check("continuous", "fallbackProofTornValue").orElseThrow();
				assertThat(failing.status()).isEqualTo(Status.FAIL);
				assertThat(Objects.requireNonNull(failing.latest()).result().findings()).extracting(Finding::code)
					.contains("fallback.proof-failed");
				assertThat(engine.verdict("continuous").orElseThrow().status()).isEqualTo(Status.WARN);
				assertThat(context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
					.allSatisfy((breaker) -> assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero());
			});
	}

	@Test
	void costsNoThreadUntilThereIsAnInstance() {
		OwnThreads threads = OwnThreads.fromNow();
		Resilience.service(Plain.class)
			.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class))
			.run((context) -> {
				Engine engine = context.getBean(Engine.class);
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				assertThat(threads.names()).isEmpty();
				assertThat(engine.checks()).isEmpty();
				assertThat(context.getBean(FallbackChecks.class).isAsleep()).isTrue();
				context.getBean(RetryRegistry.class).retry("late");
				await().until(() -> engine.check("fallbackInventory").isPresent());
				assertThat(threads.names()).contains("selftest-heartbeat");
				await().until(() -> engine.check("fallbackInventory").orElseThrow().latest() != null);
			});
	}

	@Test
	void tellsAtOnceOfAnInstanceThatCameWhileNobodyListened() {
		Resilience.service(Plain.class).run((context) -> {
			FallbackChecks checks = context.getBean(FallbackChecks.class);
			assertThat(checks.isAsleep()).isTrue();
			context.getBean(RetryRegistry.class).retry("late");
			AtomicInteger told = new AtomicInteger();
			checks.onWake(told::incrementAndGet);
			context.getBean(RetryRegistry.class).retry("later");
			assertThat(told).hasValue(1);
		});
	}

	@Test
	void failsNoCallOfAUserWhereAnInstanceThatComesCannotBeLookedAt(CapturedOutput output) {
		Resilience.service(Plain.class).run((context) -> {
			context.getBean(FallbackScan.class).onFirstInstance(() -> {
				throw new IllegalStateException("not for users");
			});
			RetryRegistry retries = context.getBean(RetryRegistry.class);
			assertThat(retries.retry("late").executeSupplier(() -> "real")).isEqualTo("real");
			assertThat(retries.find("late")).isPresent();
		});
		assertThat(output).containsOnlyOnce("A Retry that has come could not be looked at");
	}

	@Test
	void isAwakeForAnAnnotatedMethodThatNobodyHasCalledYet() {
		Resilience.service(Stock.class)
			.run((context) -> assertThat(context.getBean(FallbackChecks.class).isAsleep()).isFalse());
	}

	@Test
	void isAwakeForARequestThatProves() {
		proofOfAPage().withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.run((context) -> assertThat(context.getBean(FallbackChecks.class).isAsleep()).isFalse());
	}

	@Test
	void sleepsWhereNobodyHasTurnedProofsOnAndSaysSo(CapturedOutput output) {
		proofOfAPage().run((context) -> {
			FallbackChecks checks = context.getBean(FallbackChecks.class);
			assertThat(checks.isAsleep()).isTrue();
			assertThat(checks.checks()).isEmpty();
		});
		assertThat(output).containsOnlyOnce("'selftest.check.fallback.proof.requests' has no effect, as "
				+ "'selftest.check.fallback.proof.enabled' is not set");
	}

	@Test
	void saysThatRegistriesAreNotTouchedWhereNobodyHasTurnedProofsOn(CapturedOutput output) {
		Resilience.service(Plain.class)
			.withPropertyValues("selftest.check.fallback.proof.decorators=true")
			.run((context) -> assertThat(context).doesNotHaveBean(ProvableRegistries.class));
		assertThat(output).containsOnlyOnce("'selftest.check.fallback.proof.decorators' has no effect, as ");
	}

	@Test
	void saysNothingWhereProofsAreTurnedOffOnPurpose(CapturedOutput output) {
		proofOfAPage().withPropertyValues("selftest.check.fallback.proof.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(FallbackChecks.class).isAsleep()).isTrue();
		});
		assertThat(output).doesNotContain("has no effect");
	}

	@Test
	void isReadyForANativeImage() {
		GenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("org.example", "Shop")), new InMemoryGeneratedFiles());
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues
			.of("selftest.check.fallback.proof.enabled=true", "selftest.check.fallback.proof.decorators=true")
			.applyTo(context);
		context.register(FallbackCountsAutoConfiguration.class, FallbackCheckAutoConfiguration.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(CountedFallback.Target.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS)).accepts(hints);
		for (Registry<?, ?> registry : List.of(CircuitBreakerRegistry.ofDefaults(), RetryRegistry.ofDefaults(),
				BulkheadRegistry.ofDefaults(), RateLimiterRegistry.ofDefaults(), TimeLimiterRegistry.ofDefaults())) {
			Class<?>[] interfaces = ClassUtils.getAllInterfaces(registry);
			assertThat(RuntimeHintsPredicates.proxies().forInterfaces(interfaces)).accepts(hints);
			assertThat(interfaces).allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS)).accepts(hints));
		}
	}

	private static ApplicationContextRunner proofOfAPage() {
		return Resilience.service(Plain.class)
			.withPropertyValues("selftest.check.fallback.proof.requests.page.path=/page",
					"selftest.check.fallback.proof.requests.page.tenant=sandbox-proof",
					"selftest.check.fallback.proof.requests.page.fault=stock=error");
	}

	@Test
	void hasIdsThatFit() {
		CheckIds ids = new CheckIds();
		assertThat(ids.of("breaker", "stock-service")).isEqualTo("breakerStockService");
		assertThat(ids.of("breaker", "stock.service")).isEqualTo("breakerStockService2");
		assertThat(ids.of("fallbackProof", "x".repeat(60))).hasSize(40);
	}

	@Test
	void givesEachCheckAnIdOfItsOwnWhateverAnInstanceIsNamed() {
		Resilience.service(Shelf.class)
			.run((context) -> assertThat(context.getBean(FallbackChecks.class).checks())
				.extracting((check) -> check.definition().id())
				.contains("fallbackInventory", "fallbackInventory2")
				.doesNotHaveDuplicates());
	}

	static class Shelf {

		@CircuitBreaker(name = "inventory", fallbackMethod = "cached")
		String value() {
			return "real";
		}

		String cached(Throwable thrown) {
			return "cached";
		}

	}

	static class Plain {

		String value() {
			return "real";
		}

	}

	static class Torn {

		@CircuitBreaker(name = "torn", fallbackMethod = "tearing")
		@ProveFallback
		String value() {
			return "real";
		}

		String tearing(Throwable thrown) {
			throw new IllegalStateException();
		}

	}

	static class Stock {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@ProveFallback
		String value() {
			return "real";
		}

		String cached(Throwable thrown) {
			return "cached";
		}

	}

}
