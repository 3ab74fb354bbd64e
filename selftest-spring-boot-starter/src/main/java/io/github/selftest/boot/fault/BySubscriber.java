package io.github.selftest.boot.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Publishers that are one thing for a request with a fault and another for everybody
 * else. Who subscribes decides; whoever wrote the call down, on whatever thread, has no
 * say.
 */
final class BySubscriber {

	private final Faults faults;

	BySubscriber(Faults faults) {
		this.faults = faults;
	}

	static boolean isReactive(Class<?> type) {
		return Mono.class.isAssignableFrom(type) || Flux.class.isAssignableFrom(type);
	}

	/**
	 * Return what everybody can subscribe to.
	 * @param users what it is without a fault
	 * @param faulty what it is for a request with a fault, asked at the subscription
	 * @return a publisher of the type that users have
	 */
	@SuppressWarnings("unchecked") // both publish what the method says
	@Nullable Object choose(@Nullable Object users, Function<SyntheticContext, Flux<Object>> faulty) {
		if (users instanceof Mono<?> mono) {
			return Mono.deferContextual((view) -> {
				SyntheticContext request = withFault(view);
				return (request != null) ? faulty.apply(request).singleOrEmpty() : (Mono<Object>) mono;
			});
		}
		if (users instanceof Flux<?> flux) {
			return Flux.deferContextual((view) -> {
				SyntheticContext request = withFault(view);
				return (request != null) ? faulty.apply(request) : (Flux<Object>) flux;
			});
		}
		return users;
	}

	private @Nullable SyntheticContext withFault(ContextView view) {
		SyntheticContext request = SubscriberContext.of(view);
		return (request != null && this.faults.isArmed(request)) ? request : null;
	}

	/**
	 * Return a call that was made, so that the method is entered once, whoever
	 * subscribes.
	 * @param call the call
	 * @param made what it has returned
	 * @return a call that returns it
	 */
	static ProceedingJoinPoint returning(ProceedingJoinPoint call, @Nullable Object made) {
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
