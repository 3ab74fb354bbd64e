package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.timelimiter.annotation.TimeLimiter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.InfrastructureAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.fallback.FallbackProbe;
import io.github.selftest.api.fallback.ProveFallback;
import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.touched.TouchedBean;
import io.github.selftest.boot.touched.TouchedBeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProofTests {

	@RegisterExtension
	static final SharedService shared = new SharedService(List.of(Stock.class, Broken.class, PageProbe.class,
			PageAgainProbe.class, PastProbe.class, NowhereProbe.class, Page.class), (context) -> {
				context.getBean(CircuitBreakerRegistry.class).circuitBreaker("stock").reset();
				context.getBean(Stock.class).entered().set(0);
			}, "seven=7", "resilience4j.circuitbreaker.instances.stock.sliding-window-size=10000",
			"resilience4j.circuitbreaker.instances.stock.minimum-number-of-calls=10000",
			"resilience4j.circuitbreaker.instances.halfOpen.permitted-number-of-calls-in-half-open-state=2",
			"resilience4j.retry.instances.stock.max-attempts=1",
			"resilience4j.bulkhead.instances.stock.max-concurrent-calls=100",
			"resilience4j.ratelimiter.instances.stock.limit-for-period=100000");

	@Test
	void provesAFallbackWithoutEnteringTheMethod() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofStockLevel");
			assertThat(result.findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(Status.PASS);
				assertThat(finding.code()).isEqualTo("fallback.proof");
			});
			assertThat(context.getBean(Stock.class).entered()).hasValue(0);
			assertThat(context.getBean(Stock.class).lastArgument()).isEqualTo("7");
		});
	}

	@Test
	void provesAStage() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofStockLater").status()).isEqualTo(Status.PASS);
			assertThat(context.getBean(Stock.class).entered()).hasValue(0);
		});
	}

	@Test
	void provesWhatAProbeBeanCalls() throws Exception {
		shared
			.run((context) -> assertThat(Resilience.run(context, "fallbackProofPage").status()).isEqualTo(Status.PASS));
	}

	@Test
	void tellsOfAProofInTheCheckOfTheInstance() throws Exception {
		Resilience.service(Stock.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true", "seven=7")
			.run((context) -> {
				Resilience.run(context, "fallbackProofStockLevel");
				assertThat(Resilience.run(context, "fallbackStock").findings()).extracting(Finding::message)
					.anyMatch((message) -> message
						.startsWith("The fallback of 'Stock.level' has not run for users, and was proven 0 s ago"));
			});
	}

	@Test
	void leavesEveryFigureOfTheInstancesUnchanged() throws Exception {
		shared.run((context) -> {
			Stock stock = context.getBean(Stock.class);
			for (int i = 0; i < 7; i++) {
				stock.level(i);
			}
			Map<String, Object> before = figures(context);
			long counted = succeeded(context);
			for (int i = 0; i < 100; i++) {
				assertThat(Resilience.run(context, "fallbackProofStockLevel").status()).isEqualTo(Status.PASS);
				assertThat(Resilience.run(context, "fallbackProofStockLater").status()).isEqualTo(Status.PASS);
			}
			assertThat(figures(context)).isEqualTo(before);
			assertThat(succeeded(context)).isEqualTo(counted);
		});
	}

	@Test
	void takesNoPermitOfAHalfOpenBreaker() throws Exception {
		shared.run((context) -> {
			io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("halfOpen");
			breaker.transitionToOpenState();
			breaker.transitionToHalfOpenState();
			for (int i = 0; i < 5; i++) {
				assertThat(Resilience.run(context, "fallbackProofStockTrial").status()).isEqualTo(Status.PASS);
			}
			assertThat(breaker.getState())
				.isEqualTo(io.github.resilience4j.circuitbreaker.CircuitBreaker.State.HALF_OPEN);
			assertThat(breaker.tryAcquirePermission()).isTrue();
			assertThat(breaker.tryAcquirePermission()).as("two are permitted").isTrue();
			assertThat(breaker.tryAcquirePermission()).isFalse();
		});
	}

	@Test
	void recordsRealCallsOneForOneAmongForcedOnes() throws Exception {
		shared.run((context) -> {
			io.github.resilience4j.circuitbreaker.CircuitBreaker breaker = context.getBean(CircuitBreakerRegistry.class)
				.circuitBreaker("stock");
			AtomicInteger successes = new AtomicInteger();
			AtomicInteger errors = new AtomicInteger();
			breaker.getEventPublisher().onSuccess((event) -> successes.incrementAndGet());
			breaker.getEventPublisher().onError((event) -> errors.incrementAndGet());
			Stock stock = context.getBean(Stock.class);
			Check proof = Resilience.find(context, "fallbackProofStockLevel");
			AtomicInteger proven = new AtomicInteger();
			SharedService.inParallel(10_000, (i) -> {
				if (i % 2 == 0) {
					assertThat(stock.level((i % 10 == 0) ? -1 : i)).isEqualTo((i % 10 == 0) ? "cached" : "real");
				}
				else if (proof.run(TestCheckContext.of(proof.definition())).status() == Status.PASS) {
					proven.incrementAndGet();
				}
			});
			assertThat(proven).hasValue(5000);
			assertThat(stock.entered()).hasValue(5000);
			assertThat(successes).hasValue(4000);
			assertThat(errors).hasValue(1000);
			assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(5000);
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1000);
		});
	}

	@Test
	void failsWhereTheFallbackReachesAnotherGuard() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofBrokenLeaking");
			assertThat(result.findings()).filteredOn((finding) -> finding.code().equals("fallback.isolation"))
				.singleElement()
				.satisfies((finding) -> {
					assertThat(finding.status()).isEqualTo(Status.FAIL);
					assertThat(finding.observed()).contains("CircuitBreaker 'stock'");
				});
		});
	}

	@Test
	void failsWhereTheFallbackReachesAnotherGuardOnAThreadWithItsContext() throws Exception {
		shared.run((context) -> {
			IsolationGuard guard = context.getBean(IsolationGuard.class);
			long before = guard.violations();
			CheckResult result = Resilience.run(context, "fallbackProofBrokenLeakingElsewhere");
			assertThat(result.findings()).filteredOn((finding) -> finding.code().equals("fallback.isolation"))
				.singleElement()
				.satisfies((finding) -> {
					assertThat(finding.status()).isEqualTo(Status.FAIL);
					assertThat(finding.observed()).contains("CircuitBreaker 'stock'", "Bulkhead 'stock'",
							"RateLimiter 'stock'");
				});
			assertThat(guard.violations()).isGreaterThan(before + 2);
		});
	}

	@Test
	void letsAnAuthorLookAtAResultByMeansThatAreGuarded() throws Exception {
		shared.run((context) -> assertThat(Resilience.run(context, "fallbackProofPageAgain").status())
			.isEqualTo(Status.PASS));
	}

	@Test
	void failsWhereTheFallbackThrows() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.flaws(context, "fallbackProofBrokenThrowing"))
				.containsExactly("fallback.proof-failed");
			assertThat(Resilience.flaws(context, "fallbackProofBrokenWithError"))
				.containsExactly("fallback.proof-failed");
		});
	}

	@Test
	void failsWhereTheFallbackReturnsNull() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofBrokenToNull"))
			.containsExactly("fallback.proof-result"));
	}

	@Test
	void failsWhereTheStageNeverCompletes() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofBrokenNever", Duration.ofMillis(150));
			assertThat(result.findings()).extracting(Finding::code).containsExactly("fallback.proof-timed-out");
		});
	}

	@Test
	void failsWhereTheFallbackServesTooLate() throws Exception {
		shared.run((context) -> {
			CheckResult result = Resilience.run(context, "fallbackProofBrokenSlow");
			assertThat(Resilience.flaws(result)).containsExactly("fallback.proof-slow");
			assertThat(result.measurements()).singleElement()
				.satisfies((measured) -> assertThat(measured.limit()).isEqualTo(0.000001));
		});
	}

	@Test
	void failsWhereNoFallbackTakesTheException() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofBrokenNarrow"))
			.containsExactly("fallback.proof-not-run"));
	}

	@Test
	void failsWhereTheFallbackIsMissing() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofBrokenMissing"))
			.containsExactly("fallback.proof-not-run"));
	}

	@Test
	void failsWhereTheFallbackAsksTheMethodAgain() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofBrokenAsking"))
			.contains("fallback.proof-asks-again"));
	}

	@Test
	void failsWhereTheCallGoesPastTheGuards() throws Exception {
		shared.run((context) -> assertThat(Resilience.flaws(context, "fallbackProofPast"))
			.containsExactly("fallback.proof-not-reached"));
	}

	@Test
	void failsWhereATransactionIsLeftOpenAndEndsIt() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.flaws(context, "fallbackProofBrokenTransactional"))
				.contains("fallback.proof-transaction");
			assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
			assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		});
	}

	@Test
	void isInconclusiveWhereTheDeclarationIsWrong() throws Exception {
		shared.run((context) -> {
			assertThat(Resilience.run(context, "fallbackProofBrokenDeclared").findings()).singleElement()
				.satisfies((finding) -> {
					assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
					assertThat(finding.message()).contains("'arguments' of @ProveFallback on Broken.declared");
				});
			assertThat(Resilience.flaws(context, "fallbackProofNowhere")).containsExactly("fallback.proof-unclear");
		});
	}

	@Test
	void endsAProbeThatHangs() throws Exception {
		List<CheckResult> results = new ArrayList<>();
		shared.run((context) -> {
			Thread thread = new Thread(() -> results.add(Resilience.run(context, "fallbackProofBrokenHanging")));
			thread.start();
			await().until(() -> thread.getState() == Thread.State.WAITING);
			thread.interrupt(); // as the engine does at the deadline
			join(thread);
			context.getBean(Stock.class).level(1);
			assertThat(context.getBean(Stock.class).entered()).hasValue(1);
		});
		assertThat(results).singleElement().satisfies((result) -> assertThat(result.status()).isEqualTo(Status.FAIL));
	}

	@Test
	void touchesNothingUnlessAsked() throws Exception {
		Resilience.service(Stock.class).run((context) -> {
			assertThat(context).doesNotHaveBean(ProofAdvisor.class)
				.doesNotHaveBean(Proofs.class)
				.doesNotHaveBean(TouchedBeans.class);
			assertThat(((Advised) context.getBean(Stock.class)).getAdvisors())
				.noneMatch((advisor) -> advisor instanceof ProofAdvisor);
			assertThat(context.getBean(FallbackChecks.class).checks()).extracting((check) -> check.definition().id())
				.noneMatch((id) -> id.startsWith("fallbackProof"));
		});
	}

	@Test
	void tellsWhichBeansItTouches() throws Exception {
		shared.run(
				(context) -> assertThat(context.getBean(TouchedBeans.class).touched()).extracting(TouchedBean::property)
					.hasSize(2)
					.containsOnly("selftest.check.fallback.proof.enabled"));
	}

	@Test
	void givesNoBeanAProxy() throws Exception {
		Resilience.withoutAspects(Stock.class)
			.withPropertyValues("selftest.check.fallback.proof.enabled=true")
			.withBean("org.springframework.aop.config.internalAutoProxyCreator",
					InfrastructureAdvisorAutoProxyCreator.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Stock.class))).isFalse());
	}

	private static long succeeded(ApplicationContext context) {
		return context.getBean(FallbackTallies.class).find("Stock.level").orElseThrow().succeededCount();
	}

	private static Map<String, Object> figures(ApplicationContext context) {
		Map<String, Object> figures = new HashMap<>();
		context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach((breaker) -> {
			io.github.resilience4j.circuitbreaker.CircuitBreaker.Metrics metrics = breaker.getMetrics();
			figures.put(breaker.getName(),
					List.of(breaker.getState(), metrics.getNumberOfBufferedCalls(), metrics.getNumberOfFailedCalls(),
							metrics.getNumberOfSlowCalls(), metrics.getNumberOfNotPermittedCalls(),
							metrics.getNumberOfSuccessfulCalls(), metrics.getFailureRate(), metrics.getSlowCallRate()));
		});
		context.getBean(RetryRegistry.class).getAllRetries().forEach((retry) -> {
			io.github.resilience4j.retry.Retry.Metrics metrics = retry.getMetrics();
			figures.put("retry " + retry.getName(),
					List.of(metrics.getNumberOfSuccessfulCallsWithoutRetryAttempt(),
							metrics.getNumberOfFailedCallsWithRetryAttempt(),
							metrics.getNumberOfSuccessfulCallsWithRetryAttempt()));
		});
		return figures;
	}

	private static void join(Thread thread) {
		try {
			thread.join(5000);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Public, as its fallbacks are, or calls at the same time would fail now and then.
	 */
	public static class Stock {

		final AtomicInteger entered = new AtomicInteger();

		volatile String lastArgument = "";

		String lastArgument() {
			return this.lastArgument;
		}

		AtomicInteger entered() {
			return this.entered;
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		@Retry(name = "stock")
		@Bulkhead(name = "stock")
		@RateLimiter(name = "stock")
		@ProveFallback(name = "stock-level", arguments = "${seven}", within = "5s")
		String level(int product) {
			this.entered.incrementAndGet();
			if (product < 0) {
				throw new IllegalArgumentException();
			}
			return "real";
		}

		@CircuitBreaker(name = "stock", fallbackMethod = "cachedLater")
		@Retry(name = "stock", fallbackMethod = "cachedLater")
		@TimeLimiter(name = "stock")
		@ProveFallback(name = "stock-later", failing = IllegalStateException.class)
		CompletionStage<String> later() {
			this.entered.incrementAndGet();
			return CompletableFuture.completedFuture("real");
		}

		@CircuitBreaker(name = "halfOpen", fallbackMethod = "tried")
		@ProveFallback
		String trial() {
			return "real";
		}

		public String tried(Throwable thrown) {
			return "cached";
		}

		public String cached(int product, Throwable thrown) {
			this.lastArgument = String.valueOf(product);
			return "cached";
		}

		public CompletionStage<String> cachedLater(Throwable thrown) {
			return CompletableFuture.supplyAsync(() -> "cached");
		}

	}

	static class Page {

		private final Stock stock;

		Page(Stock stock) {
			this.stock = stock;
		}

		String show() {
			return "apples: " + this.stock.level(1);
		}

	}

	static class PageProbe implements FallbackProbe {

		private final Page page;

		PageProbe(Page page) {
			this.page = page;
		}

		@Override
		public String name() {
			return "page";
		}

		@Override
		public Class<?> type() {
			return Stock.class;
		}

		@Override
		public String method() {
			return "level";
		}

		@Override
		public Object call() {
			return this.page.show();
		}

		@Override
		public void verify(@Nullable Object result) {
			assertThat(result).isEqualTo("apples: cached");
		}

	}

	static class PageAgainProbe extends PageProbe {

		private final Stock stock;

		PageAgainProbe(Page page, Stock stock) {
			super(page);
			this.stock = stock;
		}

		@Override
		public String name() {
			return "page-again";
		}

		@Override
		public void verify(@Nullable Object result) {
			assertThat(result).isNotEqualTo("apples: " + this.stock.level(1));
		}

	}

	static class PastProbe implements FallbackProbe {

		@Override
		public String name() {
			return "past";
		}

		@Override
		public Class<?> type() {
			return Stock.class;
		}

		@Override
		public String method() {
			return "level";
		}

		@Override
		public Object call() {
			return new Stock().level(1);
		}

	}

	static class NowhereProbe implements FallbackProbe {

		@Override
		public String name() {
			return "nowhere";
		}

		@Override
		public Class<?> type() {
			return Stock.class;
		}

		@Override
		public String method() {
			return "nowhere";
		}

		@Override
		public Object call() {
			return "";
		}

	}

	static class Broken {

		final CountDownLatch hanging = new CountDownLatch(1);

		private final Stock stock;

		private final ObjectProvider<Broken> proxies;

		Broken(Stock stock, ObjectProvider<Broken> proxies) {
			this.stock = stock;
			this.proxies = proxies;
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "toOther")
		@ProveFallback
		String leaking() {
			return "real";
		}

		String toOther(Throwable thrown) {
			return this.stock.level(2);
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "toOtherThread")
		@ProveFallback
		String leakingElsewhere() {
			return "real";
		}

		String toOtherThread(Throwable thrown) throws Exception {
			FutureTask<String> other = new FutureTask<>(SyntheticContext.wrap(() -> this.stock.level(2)));
			new Thread(other).start();
			return other.get();
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "toThrow")
		@ProveFallback
		String throwing() {
			return "real";
		}

		String toThrow(Throwable thrown) {
			throw new IllegalStateException();
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "toError")
		@ProveFallback
		String withError() {
			return "real";
		}

		String toError(Throwable thrown) {
			throw new StackOverflowError();
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "none")
		@ProveFallback
		String toNull() {
			return "real";
		}

		@Nullable String none(Throwable thrown) {
			return null;
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "nothing")
		@ProveFallback
		CompletionStage<String> never() {
			return CompletableFuture.completedFuture("real");
		}

		CompletionStage<String> nothing(Throwable thrown) {
			return new CompletableFuture<>();
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "late")
		@ProveFallback(within = "1ns")
		String slow() {
			return "real";
		}

		String late(Throwable thrown) {
			return "cached";
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "forState")
		@ProveFallback
		String narrow() {
			return "real";
		}

		String forState(IllegalStateException thrown) {
			return "cached";
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "absent")
		@ProveFallback
		String missing() {
			return "real";
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "again")
		@ProveFallback
		String asking() {
			return "real";
		}

		String again(Throwable thrown) {
			return this.proxies.getObject().asking();
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "begun")
		@ProveFallback
		String transactional() {
			return "real";
		}

		String begun(Throwable thrown) {
			TransactionSynchronizationManager.initSynchronization();
			TransactionSynchronizationManager.setActualTransactionActive(true);
			TransactionSynchronizationManager.bindResource("resource", "held");
			return "cached";
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "hang")
		@ProveFallback
		String hanging() {
			return "real";
		}

		String hang(Throwable thrown) throws InterruptedException {
			this.hanging.await();
			return "cached";
		}

		@CircuitBreaker(name = "broken", fallbackMethod = "forDeclared")
		@ProveFallback(arguments = "many")
		String declared(int number) {
			return "real";
		}

		String forDeclared(int number, Throwable thrown) {
			return "cached";
		}

	}

}
