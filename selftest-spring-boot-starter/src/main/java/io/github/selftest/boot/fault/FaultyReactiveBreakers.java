package io.github.selftest.boot.fault;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Faults at breakers of methods that return what Reactor publishes. A request with a
 * fault passes by the breaker where it subscribes; whoever else subscribes to the same
 * publisher is guarded and recorded as ever.
 */
final class FaultyReactiveBreakers {

	private final Faults faults;

	FaultyReactiveBreakers(Faults faults) {
		this.faults = faults;
	}

	@Nullable Object handle(ProceedingJoinPoint call, CircuitBreaker breaker, String method, CircuitBreakerAspectExt library)
			throws Throwable {
		Object made = call.proceed();
		Object guarded = library.handle(BySubscriber.returning(call, made), breaker, method);
		if (!(made instanceof Publisher<?> publisher)) {
			return guarded;
		}
		return new BySubscriber(this.faults).choose(guarded, (request) -> unrecorded(publisher, breaker, request));
	}

	/**
	 * Let what a method has returned meet the fault where the library has no module for
	 * Reactor: its breaker had its say when the method was called, and has none later.
	 * @param made what the method has returned
	 * @param breaker the breaker
	 * @return what everybody can subscribe to
	 */
	@Nullable Object unguarded(@Nullable Object made, CircuitBreaker breaker) {
		return (made instanceof Publisher<?> publisher)
				? new BySubscriber(this.faults).choose(made, (request) -> later(publisher, breaker, request)) : made;
	}

	@SuppressWarnings("unchecked") // what it publishes is what the method says
	private Flux<Object> later(Publisher<?> call, CircuitBreaker breaker, SyntheticContext request) {
		Injection injection = this.faults.begin(PointType.BREAKER, breaker.getName(), request);
		return (injection != null)
				? FaultyPublishers.around(injection, (Publisher<Object>) call, FaultyBreakers.refusal(breaker))
				: Flux.from((Publisher<Object>) call);
	}

	private Flux<Object> unrecorded(Publisher<?> call, CircuitBreaker breaker, SyntheticContext request) {
		return later(
				isOpen(breaker) ? Flux.error(CallNotPermittedException.createCallNotPermittedException(breaker)) : call,
				breaker, request);
	}

	private static boolean isOpen(CircuitBreaker breaker) {
		CircuitBreaker.State state = breaker.getState();
		return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
	}

}
