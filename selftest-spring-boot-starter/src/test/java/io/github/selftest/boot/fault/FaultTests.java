package io.github.selftest.boot.fault;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.boot.check.LoopbackClientFactory;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.fault.FaultyShop.Reply;
import io.github.selftest.boot.touched.TouchedBeans;

import static org.assertj.core.api.Assertions.assertThat;

class FaultTests {

	@TempDir
	private static Path directory;

	private static FaultyShop shop;

	@BeforeAll
	static void start() {
		shop = FaultyShop.start(directory.resolve("stop"));
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@Test
	void breakerFailsForTheRequestAloneAndItsFallbackServes() throws Exception {
		int before = shop.bean(FaultyShop.Stock.class).entered();
		Reply reply = shop.ask("/stock", "stock=error");
		assertThat(reply.body()).isEqualTo("cached after CallNotPermittedException");
		assertThat(reply.injected()).isEqualTo("stock=error");
		assertThat(shop.bean(FaultyShop.Stock.class).entered()).isEqualTo(before);
		assertThat(shop.user("/stock").body()).isEqualTo("real");
	}

	@Test
	void delayIsFeltByTheRequestAndNotByAUser() throws Exception {
		shop.user("/stock");
		Reply slow = shop.ask("/stock", "stock=delay:400ms");
		Reply user = shop.user("/stock");
		assertThat(slow.body()).isEqualTo("real");
		assertThat(slow.took()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
		assertThat(user.took()).isLessThan(Duration.ofMillis(400));
		assertThat(user.injected()).isEqualTo("none");
	}

	@Test
	void timeOutFailsAfterItsTime() throws Exception {
		Reply reply = shop.ask("/stock", "stock=time-out:100ms");
		assertThat(reply.body()).isEqualTo("cached after UncheckedIOException");
		assertThat(reply.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
	}

	@Test
	void minimumDelayCountsTheTimeOfTheCallItself() throws Exception {
		Reply reply = shop.ask("/stock", "stock=minimum-delay:100ms");
		assertThat(reply.body()).isEqualTo("real");
		assertThat(reply.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
	}

	@Test
	void delayOfAStageHoldsNoThread() throws Exception {
		Reply reply = shop.ask("/later", "stock=delay:400ms");
		assertThat(reply.body()).startsWith("real held ");
		assertThat(Integer.parseInt(reply.body().substring("real held ".length()))).isLessThan(400);
		assertThat(reply.took()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
	}

	@Test
	void stageFailsAndTimesOutAsAStage() throws Exception {
		assertThat(shop.ask("/later", "stock=error").body()).startsWith("cached after CallNotPermittedException");
		assertThat(shop.ask("/later", "stock=time-out:50ms").body()).startsWith("cached after TimeoutException");
	}

	@Test
	void httpCallsToAHostFailOrTakeLonger() throws Exception {
		assertThat(shop.ask("/prices", "prices=error").body()).isEqualTo("ConnectException");
		assertThat(shop.ask("/prices", "prices=time-out:50ms").body()).isEqualTo("SocketTimeoutException");
		Reply slow = shop.ask("/prices", "prices=minimum-delay:200ms");
		assertThat(slow.body()).isEqualTo("7");
		assertThat(slow.took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		assertThat(shop.user("/prices").body()).isEqualTo("7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/web-prices", "/web-prices-later" })
	void callsOfAWebClientFailOrTakeLonger(String page) throws Exception {
		assertThat(shop.ask(page, "prices=error").body()).startsWith("ConnectException");
		assertThat(shop.ask(page, "prices=time-out:50ms").body()).startsWith("SocketTimeoutException");
		for (String fault : List.of("prices=delay:200ms", "prices=minimum-delay:200ms")) {
			Reply slow = shop.ask(page, fault);
			assertThat(slow.body()).startsWith("7");
			assertThat(slow.injected()).isEqualTo(fault);
			assertThat(slow.took()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		}
		assertThat(shop.user(page).body()).startsWith("7");
	}

	@Test
	void whatReactorPublishesMeetsTheFaultAndItsFallbackServes() throws Exception {
		Recorded recorded = new Recorded(breaker("stock"));
		AtomicInteger retries = retriesOf("stock");
		assertThat(shop.ask("/mono", "stock=error").body()).startsWith("cached after CallNotPermittedException");
		assertThat(shop.ask("/mono", "stock=time-out:50ms").body()).startsWith("cached after TimeoutException");
		assertThat(shop.ask("/flux", "stock=error").body()).isEqualTo("[cached after CallNotPermittedException]");
		for (String fault : List.of("stock=delay:300ms", "stock=minimum-delay:300ms")) {
			Reply slow = shop.ask("/mono", fault);
			assertThat(slow.body()).startsWith("real held ");
			assertThat(Integer.parseInt(slow.body().substring("real held ".length()))).isLessThan(300);
			assertThat(slow.took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
		}
		assertThat(shop.ask("/mono", "prices=error").body()).startsWith("real");
		assertThat(recorded.events()).isZero();
		assertThat(retries).hasValue(0);
		assertThat(shop.user("/flux").body()).isEqualTo("[real, real]");
		assertThat(recorded.events()).isEqualTo(1);
	}

	@Test
	void faultIsThatOfWhoSubscribesAndNotOfWhoCalls() {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		SyntheticContext request = armed("stock=error");
		Mono<String> made = within(request, () -> stock.mono(2));
		assertThat(blockedWithin(request, made)).isEqualTo("cached after CallNotPermittedException");
		Recorded recorded = new Recorded(breaker("stock"));
		assertThat(made.block()).isEqualTo("real");
		assertThat(recorded.events()).isEqualTo(1);
		assertThat(made.subscribeOn(Schedulers.boundedElastic())
			.contextWrite((context) -> context.put(SyntheticContext.REQUEST_ATTRIBUTE, request))
			.block()).isEqualTo("cached after CallNotPermittedException");
		Mono<String> users = stock.mono(2);
		assertThat(blockedWithin(request, users)).isEqualTo("cached after CallNotPermittedException");
		assertThat(recorded.events()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "stock=error", "prices=error" })
	void callThatAThreadWithoutTheRequestWritesDownIsNotRecorded(String fault) {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		SyntheticContext request = armed(fault);
		Recorded recorded = new Recorded(breaker("stock"));
		AtomicInteger retries = retriesOf("stock");
		assertThat(Mono.delay(Duration.ofMillis(1))
			.flatMap((tick) -> stock.retriedMono(2))
			.contextWrite((context) -> context.put(SyntheticContext.REQUEST_ATTRIBUTE, request))
			.block()).isEqualTo(fault.startsWith("stock") ? "cached after CallNotPermittedException" : "real");
		assertThat(recorded.events()).isZero();
		assertThat(retries).hasValue(0);
	}

	@Test
	void laterAttemptsMeetTheFaultAsTheFirst() {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		Recorded recorded = new Recorded(breaker("stock"));
		AtomicInteger retries = retriesOf("stock");
		int before = stock.entered();
		assertThat(within(armed("stock=error"), () -> stock.retriedMono(2).block()))
			.isEqualTo("cached after CallNotPermittedException");
		assertThat(stock.entered()).isEqualTo(before);
		assertThat(recorded.events()).isZero();
		assertThat(retries).hasValue(0);
	}

	@Test
	void laterAttemptsOfAStageMeetTheFaultAsTheFirst() {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		Recorded recorded = new Recorded(breaker("stock"));
		int before = stock.entered();
		assertThat(within(armed("stock=error"), () -> stock.retriedLater(2)).toCompletableFuture().join())
			.isEqualTo("cached after CallNotPermittedException");
		assertThat(stock.entered()).isEqualTo(before);
		assertThat(recorded.events()).isZero();
		assertThat(stock.retriedLater(2).toCompletableFuture().join()).isEqualTo("real");
		assertThat(recorded.events()).isEqualTo(1);
	}

	@Test
	void userRetriesOnTheRegisteredInstanceWhateverRequestMadeTheCall() {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		Mono<String> made = within(armed("stock=error"), () -> stock.retriedMono(1));
		AtomicInteger retries = retriesOf("stock");
		Recorded recorded = new Recorded(breaker("stock"));
		assertThat(made.block()).isEqualTo("cached after IllegalStateException");
		assertThat(retries).hasValue(2);
		assertThat(recorded.errors()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "shelf=time-out:50ms", "shelf=delay:50ms", "shelf=minimum-delay:50ms" })
	void whatFollowsADelayIsOfTheSameRequest(String fault) {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		SyntheticContext request = armed(fault);
		Recorded recorded = new Recorded(breaker("stock"));
		assertThat(within(request, () -> stock.shelfLater().handle((value, failure) -> stock.level(2)))
			.toCompletableFuture()
			.join()).isEqualTo("real");
		assertThat(within(request,
				() -> stock.shelfMono().onErrorReturn("failed").flatMap((value) -> stock.mono(2)).block()))
			.isEqualTo("real");
		assertThat(recorded.events()).isZero();
		assertThat(stock.level(2)).isEqualTo("real");
		assertThat(recorded.events()).isEqualTo(1);
	}

	@Test
	void noSubscriberThatIsAUserEverGetsAFaultAmongManyMixedOnes() throws Exception {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		Recorded recorded = new Recorded(breaker("stock"));
		AtomicInteger faulty = new AtomicInteger();
		inParallel(4_000, (i) -> {
			if (i % 2 == 0) {
				assertThat(stock.mono(i).block())
					.isEqualTo((i % 5 == 1) ? "cached after IllegalStateException" : "real");
				return;
			}
			String answer = within(armed("stock=error"), () -> stock.mono(0).block());
			if (String.valueOf(answer).startsWith("cached")) {
				faulty.incrementAndGet();
			}
		});
		assertThat(faulty).hasPositiveValue();
		assertThat(recorded.successes()).isEqualTo(1600);
		assertThat(recorded.errors()).isEqualTo(400);
	}

	@Test
	void connectionCannotBeBorrowed() throws Exception {
		assertThat(shop.ask("/ledger", "ledger=error").body()).isEqualTo("08001");
		assertThat(shop.ask("/ledger", "ledger=time-out:50ms").body()).isEqualTo("08001");
		for (String fault : List.of("ledger=delay:100ms", "ledger=minimum-delay:100ms")) {
			Reply slow = shop.ask("/ledger", fault);
			assertThat(slow.body()).isEqualTo("42000");
			assertThat(slow.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
		}
		assertThat(shop.user("/ledger").body()).isEqualTo("42000");
	}

	@Test
	void breakersAndRetriesRecordNothingOfARequestWithAFault() throws Exception {
		CircuitBreaker breaker = breaker("stock");
		AtomicInteger events = new AtomicInteger();
		breaker.getEventPublisher().onEvent((event) -> events.incrementAndGet());
		shop.bean(RetryRegistry.class).retry("stock").getEventPublisher().onEvent((event) -> events.incrementAndGet());
		int before = breaker.getMetrics().getNumberOfBufferedCalls();
		shop.ask("/stock", "stock=error");
		shop.ask("/stock", "prices=error");
		shop.ask("/later", "stock=time-out:10ms");
		assertThat(shop.ask("/shelf", "shelf=error").status()).isEqualTo(500);
		assertThat(events).hasValue(0);
		assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(before);
	}

	@Test
	void claimWithoutProofGetsNoFault() throws Exception {
		Reply reply = shop.forge("/stock", "stock=error");
		assertThat(reply.body()).isEqualTo("real");
		assertThat(reply.injected()).isEqualTo("none");
	}

	@Test
	void faultThatTheKeyDoesNotHaveIsNoProof() throws Exception {
		assertThat(shop.ask("/stock", "other=error").injected()).isEqualTo("none");
	}

	@Test
	void faultThatCannotBeReadIsRefused() throws Exception {
		double before = refused("malformed");
		for (String fault : List.of("nonsense", "stock=delay", "stock=delay:2", "stock=delay:02s",
				"stock=delay:1s,ledger=error", "stock=error:1s", "stock=ERROR")) {
			Reply reply = shop.ask("/stock", fault);
			assertThat(reply.status()).as(fault).isEqualTo(400);
			assertThat(reply.body()).contains("\"code\":\"fault.malformed\"");
		}
		assertThat(refused("malformed")).isEqualTo(before + 7);
	}

	@Test
	void faultAboveTheLongestIsRefused() throws Exception {
		Reply reply = shop.ask("/stock", "stock=delay:2001ms");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.body()).contains("\"code\":\"fault.too-long\"");
	}

	@Test
	void faultWithoutATenantIsRefused() throws Exception {
		Reply reply = shop.ask(SyntheticRequest.of("GET", "/stock").withFault("stock=error"), "/stock");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.body()).contains("\"code\":\"fault.no-tenant\"");
	}

	@Test
	void tenantThatTheKeyDoesNotHaveGetsNoFault() throws Exception {
		Reply reply = shop.ask(SyntheticRequest.of("GET", "/stock").withTenant("prod-1").withFault("stock=error"),
				"/stock");
		assertThat(reply.body()).isEqualTo("real");
		assertThat(reply.injected()).isEqualTo("none");
	}

	@Test
	void requestThatIsSentAgainGetsNoFault() throws Exception {
		HttpRequest request = shop.signed("/stock", "stock=error");
		assertThat(shop.send(request).injected()).isEqualTo("stock=error");
		Reply again = shop.send(request);
		assertThat(again.body()).isEqualTo("real");
		assertThat(again.injected()).isEqualTo("none");
	}

	@Test
	void faultForAnotherServiceIsCountedAndLeftToIt() throws Exception {
		double before = skipped("unknown-point");
		Reply reply = shop.ask("/stock", "elsewhere=error");
		assertThat(reply.body()).isEqualTo("real");
		assertThat(reply.injected()).isEqualTo("none");
		assertThat(skipped("unknown-point")).isEqualTo(before + 1);
	}

	@Test
	void oneFileStopsAllFaultsAtOnce() throws Exception {
		double before = skipped("stopped");
		Path file = Files.createFile(directory.resolve("stop"));
		try {
			Reply reply = shop.ask("/stock", "stock=error");
			assertThat(reply.body()).isEqualTo("real");
			assertThat(reply.injected()).isEqualTo("none");
			assertThat(skipped("stopped")).isEqualTo(before + 1);
		}
		finally {
			Files.delete(file);
		}
		assertThat(shop.ask("/stock", "stock=error").injected()).isEqualTo("stock=error");
	}

	@Test
	void callsAboveTheLimitRunWithoutAFault() throws Exception {
		double before = meter("selftest.fault.overflow");
		List<Callable<Reply>> asking = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			asking.add(() -> shop.ask("/stock", "stock=delay:1s"));
		}
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Reply> replies = new ArrayList<>();
			for (Future<Reply> reply : threads.invokeAll(asking)) {
				replies.add(reply.get());
			}
			assertThat(replies).allSatisfy((reply) -> assertThat(reply.body()).isEqualTo("real"));
			assertThat(replies).filteredOn((reply) -> reply.injected().equals("none")).hasSize(3);
			assertThat(meter("selftest.fault.overflow")).isEqualTo(before + 3);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(shop.bean(Faults.class).active()).isZero();
	}

	@Test
	void faultsThatHappenedAreCounted() throws Exception {
		double before = shop.bean(MeterRegistry.class)
			.get("selftest.fault.injected")
			.tags("point", "stock", "mode", "error")
			.functionCounter()
			.count();
		shop.ask("/stock", "stock=error");
		assertThat(shop.bean(MeterRegistry.class)
			.get("selftest.fault.injected")
			.tags("point", "stock", "mode", "error")
			.functionCounter()
			.count()).isEqualTo(before + 1);
	}

	@Test
	void whatIsActedOnIsTold() {
		assertThat(shop.context().getBeansOfType(TouchedBeans.class).values()).flatExtracting(TouchedBeans::touched)
			.extracting((bean) -> bean.what())
			.contains("ledger", "circuit breakers and retries of Resilience4j on annotated methods",
					"WebClient.Builder and reactive HTTP service groups of Spring Boot");
	}

	@Test
	void noUserEverGetsAFaultAmongTenThousandMixedCalls() throws Exception {
		FaultyShop.Stock stock = shop.bean(FaultyShop.Stock.class);
		Faults faults = shop.bean(Faults.class);
		AtomicInteger successes = new AtomicInteger();
		AtomicInteger errors = new AtomicInteger();
		breaker("stock").getEventPublisher().onSuccess((event) -> successes.incrementAndGet());
		breaker("stock").getEventPublisher().onError((event) -> errors.incrementAndGet());
		int enteredBefore = stock.entered();
		AtomicInteger faulty = new AtomicInteger();
		inParallel(10_000, (i) -> {
			if (i % 2 == 0) {
				assertThat(stock.level(i)).isEqualTo((i % 5 == 1) ? "cached after IllegalStateException" : "real");
				return;
			}
			SyntheticContext context = SyntheticContext.of("ci", null, "sandbox-1", "stock=error");
			assertThat(faults.arm(context, "stock=error", (fault) -> faulty.incrementAndGet())).isEmpty();
			SyntheticContext.Scope scope = context.open();
			try {
				stock.level(0);
			}
			finally {
				scope.close();
			}
		});
		int overflown = 5000 - faulty.get();
		assertThat(faulty).hasPositiveValue();
		assertThat(stock.entered() - enteredBefore).isEqualTo(5000 + overflown);
		assertThat(successes).hasValue(4000);
		assertThat(errors).hasValue(1000);
	}

	@Test
	void contextThatDidNotComeThroughTheFilterHasNoFault() {
		SyntheticContext.Scope scope = SyntheticContext.of("ci", null, "sandbox-1", "stock=error").open();
		try {
			assertThat(shop.bean(FaultyShop.Stock.class).level(2)).isEqualTo("real");
		}
		finally {
			scope.close();
		}
	}

	@Test
	void openBreakerRefusesAFaultyRequestAsItRefusesUsers() throws Exception {
		CircuitBreaker breaker = breaker("shelf");
		breaker.transitionToOpenState();
		try {
			long before = breaker.getMetrics().getNumberOfNotPermittedCalls();
			assertThat(shop.ask("/shelf", "shelf=delay:10ms").status()).isEqualTo(500);
			assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isEqualTo(before);
		}
		finally {
			breaker.reset();
		}
	}

	@Test
	void signedRequestOfTheServiceToItselfProvesAFallback() throws Exception {
		assertThat(proof("fallbackProofCachedStock").findings())
			.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.PASS))
			.extracting(Finding::code)
			.contains("fallback.proof-injected", "fallback.status", "fallback.latency");
		assertThat(proof("fallbackProofBareShelf").status()).isEqualTo(Status.FAIL);
		assertThat(proof("fallbackProofNoPoint").findings()).extracting(Finding::code)
			.containsExactly("fallback.proof-no-fault");
	}

	private static SyntheticContext armed(String fault) {
		SyntheticContext context = SyntheticContext.of("ci", null, "sandbox-1", fault);
		assertThat(shop.bean(Faults.class).arm(context, fault, (happened) -> {
		})).isEmpty();
		return context;
	}

	private static @Nullable String blockedWithin(SyntheticContext request, Mono<String> call) {
		return within(request, () -> call.block());
	}

	private static <T extends @Nullable Object> T within(SyntheticContext request, Supplier<T> call) {
		SyntheticContext.Scope scope = request.open();
		try {
			return call.get();
		}
		finally {
			scope.close();
		}
	}

	private static CheckResult proof(String id) throws Exception {
		Check check = shop.context()
			.getBean("selfTestFallbackChecks", CheckProvider.class)
			.checks()
			.stream()
			.filter((candidate) -> candidate.definition().id().equals(id))
			.findFirst()
			.orElseThrow();
		return check.run(TestCheckContext.of(check.definition()).withLoopback(shop.bean(LoopbackClientFactory.class)));
	}

	private static AtomicInteger retriesOf(String name) {
		AtomicInteger events = new AtomicInteger();
		shop.bean(RetryRegistry.class).retry(name).getEventPublisher().onEvent((event) -> events.incrementAndGet());
		return events;
	}

	private static CircuitBreaker breaker(String name) {
		return shop.bean(CircuitBreakerRegistry.class).circuitBreaker(name);
	}

	private static double skipped(String reason) {
		return shop.bean(MeterRegistry.class)
			.get("selftest.fault.skipped")
			.tag("reason", reason)
			.functionCounter()
			.count();
	}

	private static double refused(String reason) {
		return shop.bean(MeterRegistry.class)
			.get("selftest.fault.refused")
			.tag("reason", reason)
			.functionCounter()
			.count();
	}

	private static double meter(String name) {
		return shop.bean(MeterRegistry.class).get(name).functionCounter().count();
	}

	private static void inParallel(int calls, Numbered call) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(16);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < calls; i++) {
				int number = i;
				running.add(threads.submit(() -> {
					start.await();
					call.make(number);
					return null;
				}));
			}
			start.countDown();
			for (Future<?> one : running) {
				one.get(20, TimeUnit.SECONDS);
			}
		}
		catch (CompletionException ex) {
			throw new AssertionError(ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * What a breaker records from now on.
	 */
	private static final class Recorded {

		private final AtomicInteger events = new AtomicInteger();

		private final AtomicInteger successes = new AtomicInteger();

		private final AtomicInteger errors = new AtomicInteger();

		Recorded(CircuitBreaker breaker) {
			breaker.getEventPublisher().onEvent((event) -> this.events.incrementAndGet());
			breaker.getEventPublisher().onSuccess((event) -> this.successes.incrementAndGet());
			breaker.getEventPublisher().onError((event) -> this.errors.incrementAndGet());
		}

		int events() {
			return this.events.get();
		}

		int successes() {
			return this.successes.get();
		}

		int errors() {
			return this.errors.get();
		}

	}

	/**
	 * One of many calls.
	 */
	@FunctionalInterface
	interface Numbered {

		/**
		 * Make it.
		 * @param number which one it is
		 */
		void make(int number);

	}

}
