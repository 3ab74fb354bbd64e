package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import io.github.resilience4j.timelimiter.annotation.TimeLimiter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.util.AopTestUtils;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class FallbackInventoryTests {

	private static final String[] CONFIGURED = { "resilience4j.circuitbreaker.instances.stock.sliding-window-size=10",
			"resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=5",
			"resilience4j.retry.instances.stock.max-attempts=2",
			"resilience4j.bulkhead.instances.stock.max-concurrent-calls=5",
			"resilience4j.thread-pool-bulkhead.instances.stock.max-thread-pool-size=2",
			"resilience4j.timelimiter.instances.stock.timeout-duration=2s",
			"resilience4j.ratelimiter.instances.stock.limit-for-period=5" };

	private static List<Finding> ofAll = List.of();

	@BeforeAll
	static void lookAtAllTraps() {
		service(Missing.class, WrongReturn.class, Boxed.class, OfGeneric.class, WrongElements.class, Blocking.class,
				Private.class, Ambiguous.class, Narrow.class, Swallowing.class, RetryOutside.class, Typo.class,
				Unreachable.class, Blocked.class, Hidden.class)
			.run((context) -> ofAll = Resilience.run(context, "fallbackInventory").findings());
	}

	@Test
	void passesAndCountsWhatIsFine() {
		service(Good.class).run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackInventory");
			assertThat(result.status()).isEqualTo(Status.PASS);
			assertThat(result.findings()).extracting(Finding::message)
				.anyMatch((message) -> message.contains("Good.value -> cached"))
				.contains("1 circuit breaker instances: stock", "1 retry instances: stock");
			assertThat(result.measurements()).extracting("name", "value")
				.contains(tuple("traps", 0.0), tuple("guardedMethods", 4.0), tuple("fallbacks", 3.0));
		});
	}

	@Test
	void createsNoBean() {
		AtomicInteger created = new AtomicInteger();
		service().withBean(Good.class, () -> {
			created.incrementAndGet();
			return new Good();
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			assertThat(Resilience.run(context, "fallbackInventory").findings())
				.anyMatch((finding) -> finding.message().contains("Good.value -> cached"));
			assertThat(created).hasValue(0);
		});
	}

	@Test
	void findsAFallbackThatDoesNotExist() {
		assertThat(found(Missing.class, "fallback.missing")).satisfies((finding) -> {
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.message()).startsWith("Fallback 'cachd' of @CircuitBreaker on 'Missing.value'");
			assertThat(finding.expected()).isEqualTo("String cachd(String, Throwable)");
			assertThat(finding.remedy()).contains("'Missing'");
		});
	}

	@Test
	void findsAFallbackOfAnotherReturnType() {
		assertThat(found(WrongReturn.class, "fallback.return-type").message())
			.contains("'WrongReturn.value' is never called: it returns Integer, expected String");
	}

	@Test
	void findsAFallbackOfOtherParameterTypes() {
		assertThat(found(Boxed.class, "fallback.parameter-types").message())
			.contains("takes (Long), expected exactly (long)");
	}

	@Test
	void findsAFallbackWhoseGenericParameterIsErased() {
		assertThat(found(OfGeneric.class, "fallback.parameter-types").message())
			.contains("takes (Long), expected exactly (Object)");
	}

	@Test
	void findsAFallbackOfOtherGenericTypes() {
		assertThat(found(WrongElements.class, "fallback.generic-types").status()).isEqualTo(Status.WARN);
	}

	@Test
	void findsAFallbackThatBlocksWhereAStageIsExpected() {
		assertThat(found(Blocking.class, "fallback.not-asynchronous").message())
			.contains("returns String, expected CompletionStage");
	}

	@Test
	void findsAPrivateFallback() {
		assertThat(found(Private.class, "fallback.private").message()).contains("#878");
	}

	@Test
	void findsAFallbackThatIsNotPublic() {
		assertThat(found(Hidden.class, "fallback.not-public")).satisfies((finding) -> {
			assertThat(finding.message()).startsWith("Fallback 'cached' of 'Hidden.value' is not public:");
			assertThat(finding.remedy()).isEqualTo("Make 'Hidden.cached' and its class public");
		});
	}

	@Test
	void findsAmbiguousFallbacks() {
		assertThat(found(Ambiguous.class, "fallback.ambiguous").observed()).isEqualTo("IOException");
	}

	@Test
	void findsAFallbackThatDoesNotTakeTheRefusals() {
		assertThat(found(Narrow.class, "fallback.not-for-refusals").message()).contains("CallNotPermittedException");
	}

	@Test
	void findsARetryThatNeverRetries() {
		assertThat(found(Swallowing.class, "fallback.retry-swallowed").remedy())
			.isEqualTo("Move 'fallbackMethod' from @CircuitBreaker to @Retry on 'Swallowing.value'");
	}

	@Test
	void findsARetryOutsideOfABreaker() {
		assertThat(found(RetryOutside.class, "fallback.retry-outside-breaker").message())
			.contains("one failing call counts 2 times, also while the breaker is open");
	}

	@Test
	void acceptsABreakerOutsideOfARetry() {
		service(RetryOutside.class)
			.withPropertyValues("resilience4j.circuitbreaker.circuit-breaker-aspect-order=1",
					"resilience4j.retry.retry-aspect-order=2")
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").status()).isEqualTo(Status.PASS));
	}

	@Test
	void findsANameThatNothingIsConfiguredFor() {
		assertThat(found(Typo.class, "fallback.not-configured").remedy())
			.startsWith("Write 'stock' on the annotation, or set 'resilience4j.circuitbreaker.instances.stok.*'");
	}

	@Test
	void acceptsANameWithoutConfigurationWhereTheDefaultsAreSet() {
		service(Other.class).withPropertyValues("resilience4j.circuitbreaker.configs.default.sliding-window-size=20")
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").status()).isEqualTo(Status.PASS));
	}

	@Test
	void findsATypingErrorEvenWhereTheDefaultsAreSet() {
		service(Typo.class).withPropertyValues("resilience4j.circuitbreaker.configs.default.sliding-window-size=20")
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").findings())
				.extracting(Finding::code)
				.contains("fallback.not-configured"));
	}

	@Test
	void findsABreakerThatIgnoresWhatItRecords() {
		assertThat(found(
				service(Good.class).withPropertyValues(
						"resilience4j.circuitbreaker.instances.stock.record-exceptions=java.io.IOException",
						"resilience4j.circuitbreaker.instances.stock.ignore-exceptions=java.lang.Exception"),
				"fallback.never-opens"))
			.satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.FAIL);
				assertThat(finding.message())
					.startsWith("Breaker 'stock' on 'Good.stage', 'Good.value' ignores all exceptions")
					.endsWith("no failure ever opens it");
			});
	}

	@Test
	void warnsOfABreakerThatRecordsNothingUsual() {
		assertThat(found(
				service(Good.class).withPropertyValues(
						"resilience4j.circuitbreaker.instances.stock.record-exceptions=java.lang.ArithmeticException"),
				"fallback.never-opens")
			.status()).isEqualTo(Status.WARN);
	}

	@Test
	void findsSlowCallsThatTheTimeLimitEnds() {
		assertThat(found(
				service(Good.class)
					.withPropertyValues("resilience4j.circuitbreaker.instances.stock.slow-call-duration-threshold=3s"),
				"fallback.slow-call-unreachable")
			.expected()).isEqualTo("less than PT2S");
	}

	@Test
	void findsSlowCallsThatTheTimeoutOfTheClientEnds() {
		assertThat(found(
				service(Typo.class).withPropertyValues("spring.http.clients.read-timeout=1s",
						"resilience4j.circuitbreaker.instances.stok.slow-call-duration-threshold=3s"),
				"fallback.slow-call-unreachable")
			.message()).startsWith("Breaker 'stok' on 'Typo.value' sees no call that is slow")
			.contains("'spring.http.clients.read-timeout', if it guards an HTTP call");
	}

	@Test
	void findsMoreCallsThanTheWindowHolds() {
		assertThat(found(
				service(Good.class)
					.withPropertyValues("resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=50"),
				"fallback.minimum-calls")
			.message()).startsWith("Breaker 'stock' on 'Good.").contains("asks for 50 calls in a window of 10");
	}

	@Test
	void findsAnnotationsOnMethodsThatNoProxyIntercepts() {
		service(Unreachable.class).run((context) -> assertThat(Resilience.run(context, "fallbackInventory").findings())
			.filteredOn((finding) -> finding.code().equals("fallback.not-seen"))
			.extracting(Finding::message)
			.anyMatch((message) -> message.contains("'Unreachable.closed': it is a private method"))
			.anyMatch((message) -> message.contains("'Unreachable.fixed': it is a final method"))
			.anyMatch((message) -> message.contains("'Unreachable.shared': it is a static method"))
			.anyMatch((message) -> message.contains("@Guarded on 'Unreachable.composed'"))
			.anyMatch((message) -> message.contains("@Retry on 'Unreachable.promised'"))
			.hasSize(5));
	}

	@Test
	void findsABeanThatGotNoProxy() {
		service().withInitializer((context) -> context.getBeanFactory().registerSingleton("tooEarly", new Good()))
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").findings())
				.filteredOn((finding) -> finding.code().equals("fallback.not-proxied"))
				.hasSize(4)
				.allMatch((finding) -> finding.message().startsWith("Bean 'tooEarly' has no proxy")));
	}

	@Test
	void findsAnnotationsWithoutAspects() {
		Resilience.withoutAspects(Good.class)
			.withPropertyValues(CONFIGURED)
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").findings())
				.filteredOn((finding) -> finding.code().equals("fallback.no-aspect"))
				.extracting(Finding::remedy)
				.isNotEmpty()
				.allMatch((remedy) -> remedy.contains("spring-boot-starter-aspectj")));
	}

	@Test
	void findsMethodsThatBlockWhereTheyMustNot() {
		assertThat(ofAll).extracting(Finding::code)
			.contains("fallback.time-limiter-return-type", "fallback.thread-pool-return-type");
	}

	@Test
	void findsAnnotatedClassesThatAreNoBeans() {
		UnmanagedLint lint = new UnmanagedLint(List.of(FallbackInventoryTests.class.getPackageName()),
				Set.of(Good.class));
		service(Good.class).run((context) -> assertThat(lint.look(context.getBean(FallbackScan.class).latest()))
			.extracting(Finding::message)
			.anyMatch((message) -> message.startsWith("'FallbackInventoryTests.Missing' has annotations"))
			.noneMatch((message) -> message.contains(".Good'")));
	}

	@Test
	void seesWhatIsBehindAProxyOfAnInterface() {
		service(Implementation.class).withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(Resilience.run(context, "fallbackInventory").findings())
				.anyMatch((finding) -> finding.message().contains("Implementation.promised -> cached")));
	}

	@Test
	void agreesWithResilience4j() {
		service(Good.class, Missing.class, WrongReturn.class, Boxed.class, OfGeneric.class, Private.class, Narrow.class)
			.run((context) -> {
				for (GuardedMethod method : context.getBean(FallbackScan.class).latest().methods()) {
					for (Guard guard : method.withFallback()) {
						assertThat(Fallbacks.of(method, guard.fallback()).used().isEmpty()).as(method.label())
							.isEqualTo(isMissing(context.getBean(method.type()), method, guard));
					}
				}
			});
	}

	private static boolean isMissing(Object bean, GuardedMethod method, Guard guard) {
		Object target = AopTestUtils.getUltimateTargetObject(bean);
		try {
			FallbackMethod.create(guard.fallback(), method.method(), new Object[0], target, bean);
			return false;
		}
		catch (NoSuchMethodException ex) {
			return true;
		}
	}

	private static ApplicationContextRunner service(Class<?>... beans) {
		return Resilience.service(beans).withPropertyValues(CONFIGURED);
	}

	private static Finding found(Class<?> bean, String code) {
		List<Finding> found = ofAll.stream()
			.filter((finding) -> finding.code().equals(code))
			.filter((finding) -> finding.message().contains("'" + bean.getSimpleName() + "."))
			.toList();
		assertThat(found).as(code).hasSize(1);
		return found.get(0);
	}

	private static Finding found(ApplicationContextRunner service, String code) {
		List<Finding> found = new ArrayList<>();
		service.run((context) -> Resilience.run(context, "fallbackInventory")
			.findings()
			.stream()
			.filter((finding) -> finding.code().equals(code))
			.forEach(found::add));
		assertThat(found).as(code).hasSize(1);
		return found.get(0);
	}

	public static class Good {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value(String key) {
			return key;
		}

		@Retry(name = "stock", fallbackMethod = "cached")
		String retried(String key) {
			return key;
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "later")
		@TimeLimiter(name = "stock")
		CompletionStage<String> stage() {
			return CompletableFuture.completedFuture("");
		}

		@Bulkhead(name = "stock")
		@RateLimiter(name = "stock")
		String plain() {
			return "";
		}

		public String cached(String key, Throwable thrown) {
			return "cached";
		}

		public CompletionStage<String> later(Throwable thrown) {
			return CompletableFuture.completedFuture("cached");
		}

	}

	static class Missing {

		@CircuitBreaker(name = "stock", fallbackMethod = "cachd")
		String value(String key) {
			return key;
		}

		String cached(String key, Throwable thrown) {
			return "cached";
		}

	}

	static class WrongReturn {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value() {
			return "";
		}

		Integer cached(Throwable thrown) {
			return 1;
		}

	}

	static class Boxed {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value(long id) {
			return "";
		}

		String cached(Long id, Throwable thrown) {
			return "";
		}

	}

	static class Generic<T> {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@Nullable T value(T id) {
			return id;
		}

	}

	static class OfGeneric extends Generic<Long> {

		@Nullable Long cached(Long id, Throwable thrown) {
			return id;
		}

	}

	static class WrongElements {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		List<String> values() {
			return List.of();
		}

		List<Integer> cached(Throwable thrown) {
			return List.of(1);
		}

	}

	static class Blocking {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		CompletionStage<String> value() {
			return CompletableFuture.completedFuture("");
		}

		String cached(Throwable thrown) {
			return "";
		}

	}

	static class Private {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value() {
			return "";
		}

		@SuppressWarnings("unused")
		private String cached(Throwable thrown) {
			return "";
		}

	}

	static class Ambiguous {

		@Retry(name = "stock", fallbackMethod = "cached")
		String value(String key) {
			return key;
		}

		String cached(String key, IOException thrown) {
			return "";
		}

		String cached(IOException thrown) {
			return "";
		}

	}

	static class Narrow {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value() {
			return "";
		}

		String cached(IOException thrown) {
			return "";
		}

	}

	static class Swallowing {

		@Retry(name = "stock")
		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value() {
			return "";
		}

		String cached(Throwable thrown) {
			return "";
		}

	}

	public static class RetryOutside {

		@Retry(name = "stock", fallbackMethod = "cached")
		@CircuitBreaker(name = "stock")
		String value() {
			return "";
		}

		public String cached(Throwable thrown) {
			return "";
		}

	}

	static class Typo {

		@CircuitBreaker(name = "stok")
		String value() {
			return "";
		}

	}

	static class Other {

		@CircuitBreaker(name = "deliveries")
		String value() {
			return "";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@CircuitBreaker(name = "stock")
	@interface Guarded {

	}

	interface Contract {

		@Retry(name = "stock")
		String promised();

	}

	static class Unreachable implements Contract {

		@CircuitBreaker(name = "stock")
		@SuppressWarnings("unused")
		private String closed() {
			return "";
		}

		@CircuitBreaker(name = "stock")
		final String fixed() {
			return "";
		}

		@CircuitBreaker(name = "stock")
		static String shared() {
			return "";
		}

		@Guarded
		String composed() {
			return "";
		}

		@Override
		public String promised() {
			return "";
		}

	}

	static class Blocked {

		@TimeLimiter(name = "stock")
		String limited() {
			return "";
		}

		@Bulkhead(name = "stock", type = Bulkhead.Type.THREADPOOL)
		String pooled() {
			return "";
		}

	}

	interface Promise {

		String promised();

	}

	static class Implementation implements Promise {

		@Override
		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public String promised() {
			return "";
		}

		String cached(Throwable thrown) {
			return "";
		}

	}

	static class Hidden {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		String value() {
			return "";
		}

		String cached(Throwable thrown) {
			return "";
		}

	}

}
