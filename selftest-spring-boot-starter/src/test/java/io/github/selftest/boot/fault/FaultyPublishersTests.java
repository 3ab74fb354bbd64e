package io.github.selftest.boot.fault;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspect;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerConfigurationProperties;
import io.github.resilience4j.spring6.circuitbreaker.configure.ReactorCircuitBreakerAspectExt;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackExecutor;
import io.github.resilience4j.spring6.retry.configure.ReactorRetryAspectExt;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import io.github.resilience4j.spring6.spelresolver.SpelResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.fault.FaultProperties.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class FaultyPublishersTests {

	private static final ClientRequest REQUEST = ClientRequest
		.create(HttpMethod.GET, URI.create("http://prices.internal/apples"))
		.build();

	private final Faults faults = new Faults(new FaultProperties(true,
			Map.of("prices", new Point(PointType.HTTP_CLIENT, "prices.internal"), "stock",
					new Point(PointType.BREAKER, null)),
			100, Duration.ofSeconds(10), Duration.ofSeconds(30), null), System::nanoTime);

	private final List<FaultSpec> told = new CopyOnWriteArrayList<>();

	private final AtomicInteger released = new AtomicInteger();

	@Test
	void manyDelaysAtOnceHoldNoThread() {
		AtomicInteger answers = new AtomicInteger();
		for (int i = 0; i < 200; i++) {
			met(FaultMode.DELAY, 300, Flux.just("real")).subscribe((answer) -> answers.incrementAndGet());
		}
		// one that runs there ends a delay, and holds nothing
		assertThat(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
			.filteredOn((thread) -> thread.getThreadState() != Thread.State.RUNNABLE)
			.flatExtracting((thread) -> Arrays.asList(thread.getStackTrace()))
			.noneMatch((frame) -> frame.getClassName().equals(Injection.class.getName()));
		await().until(() -> answers.get() == 200);
		await().untilAsserted(() -> assertThat(this.released).hasValue(200));
	}

	@Test
	void failureAndSilenceWaitAsAnAnswerDoes() {
		assertThat(took(() -> assertThatIllegalStateException()
			.isThrownBy(() -> met(FaultMode.DELAY, 100, Flux.error(new IllegalStateException("broken"))).blockLast())))
			.isGreaterThanOrEqualTo(Duration.ofMillis(100));
		assertThat(took(() -> assertThat(met(FaultMode.MINIMUM_DELAY, 100, Flux.empty()).blockLast()).isNull()))
			.isGreaterThanOrEqualTo(Duration.ofMillis(100));
	}

	@Test
	void callThatTimesOutIsNotMade() {
		AtomicBoolean made = new AtomicBoolean();
		Flux<String> call = Flux.defer(() -> {
			made.set(true);
			return Flux.just("real");
		});
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> met(FaultMode.TIME_OUT, 50, call).blockLast())
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(made).isFalse();
	}

	@Test
	void whatFollowsMayBlock() {
		String answer = met(FaultMode.DELAY, 10, Flux.just("real"))
			.map((value) -> Objects.requireNonNull(Mono.delay(Duration.ofMillis(1)).thenReturn(value).block()))
			.blockLast();
		assertThat(answer).isEqualTo("real");
	}

	@Test
	void callOfAWebClientIsLeftAsItIsWhileNobodyAsksForFaults() {
		Mono<ClientResponse> answer = Mono.empty();
		FaultyWebClients clients = new FaultyWebClients(this.faults);
		assertThat(clients.filter(REQUEST, (request) -> answer)).isSameAs(answer);
		armed("prices=error");
		assertThat(clients.filter(REQUEST, (request) -> answer)).isNotSameAs(answer);
		assertThat(clients.filter(REQUEST, (request) -> answer).blockOptional()).isEmpty();
	}

	@Test
	void methodsAreLeftToTheLibraryWhileNobodyAsksForFaults() {
		StaticListableBeanFactory library = new StaticListableBeanFactory(
				Map.of("breaker", new ReactorCircuitBreakerAspectExt(), "retry", new ReactorRetryAspectExt()));
		FaultyBreakers breakers = new FaultyBreakers(this.faults,
				library.getBeanProvider(CircuitBreakerAspectExt.class));
		UnrecordedRetries retries = new UnrecordedRetries(this.faults, library.getBeanProvider(RetryAspectExt.class));
		assertThat(breakers.canHandleReturnType(Mono.class)).isFalse();
		assertThat(retries.canHandleReturnType(Mono.class)).isFalse();
		armed("prices=error");
		assertThat(breakers.canHandleReturnType(Mono.class)).isTrue();
		assertThat(retries.canHandleReturnType(Mono.class)).isTrue();
		assertThat(breakers.canHandleReturnType(String.class)).isFalse();
		assertThat(retries.canHandleReturnType(String.class)).isFalse();
	}

	@Test
	void withoutAModuleForReactorADelayHoldsNoThreadEither() {
		CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
		Shelf shelf = guardedUntilItReturns(breakers);
		for (String fault : List.of("stock=delay:100ms", "stock=minimum-delay:100ms")) {
			SyntheticContext request = armed(fault);
			Mono<String> later = within(request, shelf::level);
			assertThat(this.told).as("the call alone meets nothing").isEmpty();
			assertThat(later.block()).as("whoever else subscribes").isEqualTo("real");
			assertThat(this.told).isEmpty();
			AtomicReference<@Nullable String> answer = new AtomicReference<>();
			assertThat(took(() -> within(request, () -> {
				answer.set(later.block());
				return answer;
			}))).isGreaterThanOrEqualTo(Duration.ofMillis(100));
			assertThat(answer).hasValue("real");
			assertThat(this.told).hasToString("[" + fault + "]");
			this.told.clear();
		}
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> within(armed("stock=time-out:50ms"), () -> shelf.level().block()))
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(breakers.circuitBreaker("stock").getMetrics().getNumberOfBufferedCalls()).isZero();
	}

	@Test
	void withoutAModuleForReactorAnErrorFailsTheCallAsAnOpenBreakerDoes() {
		CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
		Shelf shelf = guardedUntilItReturns(breakers);
		assertThat(within(armed("stock=error"), () -> shelf.level().block())).isEqualTo("cached");
		breakers.circuitBreaker("stock").transitionToForcedOpenState();
		assertThat(within(armed("stock=delay:5s"), () -> shelf.level().block())).isEqualTo("cached");
		assertThat(shelf.level().block()).isEqualTo("cached");
	}

	@Test
	void answerThatNobodyWaitsForAnyLongerGivesItsConnectionBack() {
		AtomicBoolean consumed = new AtomicBoolean();
		ClientResponse response = ClientResponse.create(HttpStatus.OK).body(Flux.defer(() -> {
			consumed.set(true);
			return Flux.empty();
		})).build();
		SyntheticContext request = armed("prices=minimum-delay:5s");
		Disposable waiting = new FaultyWebClients(this.faults).filter(REQUEST, (any) -> Mono.just(response))
			.contextWrite((context) -> context.put(SyntheticContext.REQUEST_ATTRIBUTE, request))
			.subscribe();
		assertThat(this.faults.active()).isEqualTo(1);
		waiting.dispose();
		await().untilTrue(consumed);
	}

	private SyntheticContext armed(String fault) {
		SyntheticContext context = SyntheticContext.of("ci", null, "sandbox-1", fault);
		assertThat(this.faults.arm(context, fault, this.told::add)).isEmpty();
		return context;
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

	// as in a service with Reactor, but without 'resilience4j-reactor'
	private Shelf guardedUntilItReturns(CircuitBreakerRegistry breakers) {
		SpelResolver names = (method, arguments, name) -> name;
		StaticListableBeanFactory alone = new StaticListableBeanFactory();
		AspectJProxyFactory proxy = new AspectJProxyFactory(new Shelf());
		proxy.addAspect(new CircuitBreakerAspect(new CircuitBreakerConfigurationProperties(), breakers,
				List.of(new FaultyBreakers(this.faults, alone.getBeanProvider(CircuitBreakerAspectExt.class))),
				new FallbackExecutor(names, new FallbackDecorators(List.of())), names));
		return proxy.getProxy();
	}

	private <T> Flux<T> met(FaultMode mode, int millis, Flux<T> call) {
		FaultSpec fault = new FaultSpec("stock", mode, Duration.ofMillis(millis));
		return Flux
			.defer(() -> FaultyPublishers.around(new Injection(fault, this.released::incrementAndGet, System::nanoTime),
					call, new AssertionError()));
	}

	private static Duration took(Runnable task) {
		long start = System.nanoTime();
		task.run();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * What is guarded.
	 */
	public static class Shelf {

		@CircuitBreaker(name = "stock", fallbackMethod = "cached")
		public Mono<String> level() {
			return Mono.just("real");
		}

		public Mono<String> cached(Throwable thrown) {
			return Mono.just("cached");
		}

	}

}
