package io.github.selftest.boot.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Faults at breakers of methods that return what Reactor publishes. The request that has
 * called the method passes by the breaker where it subscribes; whoever else subscribes to
 * the same publisher is guarded and recorded as ever.
 */
final class FaultyReactiveBreakers {

	private final Faults faults;

	FaultyReactiveBreakers(Faults faults) {
		this.faults = faults;
	}

	static boolean isReactive(Class<?> type) {
		return Mono.class.isAssignableFrom(type) || Flux.class.isAssignableFrom(type);
	}

	@Nullable Object handle(ProceedingJoinPoint call, CircuitBreaker breaker, String method, CircuitBreakerAspectExt library)
			throws Throwable {
		SyntheticContext request = SyntheticContext.current().orElse(null);
		Object made = call.proceed();
		Object guarded = library.handle(returning(call, made), breaker, method);
		if (made instanceof Mono<?> mono && guarded instanceof Mono<?> guardedMono) {
			return Mono.<Object>deferContextual((view) -> (SubscriberContext.of(view) == request)
					? unrecorded(mono, breaker, request).singleOrEmpty() : guardedMono.cast(Object.class));
		}
		if (made instanceof Flux<?> flux && guarded instanceof Flux<?> guardedFlux) {
			return Flux.<Object>deferContextual((view) -> (SubscriberContext.of(view) == request)
					? unrecorded(flux, breaker, request) : guardedFlux.cast(Object.class));
		}
		return guarded;
	}

	@SuppressWarnings("unchecked") // what it publishes is what the method says
	private Flux<Object> unrecorded(Publisher<?> call, CircuitBreaker breaker, @Nullable SyntheticContext request) {
		Injection injection = (request != null) ? this.faults.begin(PointType.BREAKER, breaker.getName(), request)
				: null;
		Publisher<Object> asOpenAsForUsers = isOpen(breaker)
				? Flux.error(CallNotPermittedException.createCallNotPermittedException(breaker))
				: (Publisher<Object>) call;
		return (injection != null)
				? FaultyPublishers.around(injection, asOpenAsForUsers, FaultyBreakers.refusal(breaker))
				: Flux.from(asOpenAsForUsers);
	}

	private static boolean isOpen(CircuitBreaker breaker) {
		CircuitBreaker.State state = breaker.getState();
		return state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
	}

	// the method is entered once, whoever subscribes
	private static ProceedingJoinPoint returning(ProceedingJoinPoint call, @Nullable Object made) {
		return (ProceedingJoinPoint) Proxy.newProxyInstance(ProceedingJoinPoint.class.getClassLoader(),
				new Class<?>[] { ProceedingJoinPoint.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("proceed")) {
						return made;
					}
					try {
						return method.invoke(call, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

}
