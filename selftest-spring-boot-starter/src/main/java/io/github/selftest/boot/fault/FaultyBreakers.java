package io.github.selftest.boot.fault;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

import io.github.selftest.boot.synthetic.breaker.UnrecordedCalls;

/**
 * Faults at breakers. No breaker records a call of a request with a fault, wherever the
 * fault is.
 */
final class FaultyBreakers extends UnrecordedCalls {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			FaultyBreakers.class.getClassLoader());

	private final Faults faults;

	FaultyBreakers(Faults faults, ObjectProvider<CircuitBreakerAspectExt> all) {
		super(all);
		this.faults = faults;
	}

	@Override
	protected boolean isMeant() {
		return this.faults.isArmed();
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // whoever called the method has it
	public @Nullable Object handle(ProceedingJoinPoint call, CircuitBreaker breaker, String method) throws Throwable {
		CircuitBreakerAspectExt library = another(returnType(call));
		if (library != null) {
			return new FaultyReactiveBreakers(this.faults).handle(call, breaker, method, library);
		}
		if (isReactive(call) && !this.faults.isErrorAsked(PointType.BREAKER, breaker.getName())) {
			return new FaultyReactiveBreakers(this.faults).unguarded(pass(call, breaker), breaker);
		}
		Injection injection = this.faults.begin(PointType.BREAKER, breaker.getName());
		if (injection == null) {
			return pass(call, breaker);
		}
		if (isStage(call)) {
			return injection.aroundStage(() -> pass(call, breaker), refusal(breaker));
		}
		return injection.around(() -> pass(call, breaker), (fault) -> fault.isTimeOut()
				? new UncheckedIOException(new SocketTimeoutException(fault.message())) : refusal(breaker));
	}

	/**
	 * Take over what Reactor publishes, which the library guards from the subscription
	 * on: the thread that calls the method does not tell who will subscribe. Other types
	 * that another extension handles are left to it.
	 */
	@Override
	protected boolean takesOver(Class<?> returnType) {
		return REACTOR && BySubscriber.isReactive(returnType) && !this.faults.isQuiet() && another(returnType) != null;
	}

	private static boolean isReactive(ProceedingJoinPoint call) {
		return REACTOR && BySubscriber.isReactive(returnType(call));
	}

	// of a breaker that nobody else has
	static CallNotPermittedException refusal(CircuitBreaker breaker) {
		CircuitBreaker open = CircuitBreaker.of(breaker.getName(), breaker.getCircuitBreakerConfig());
		open.transitionToForcedOpenState();
		return CallNotPermittedException.createCallNotPermittedException(open);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
