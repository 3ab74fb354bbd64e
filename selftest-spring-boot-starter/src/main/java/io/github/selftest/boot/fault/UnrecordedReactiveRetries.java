package io.github.selftest.boot.fault;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Retries of methods that return what Reactor publishes: a request with a fault retries
 * on an instance of its own, everybody else on that of the registry.
 */
final class UnrecordedReactiveRetries {

	private final Faults faults;

	UnrecordedReactiveRetries(Faults faults) {
		this.faults = faults;
	}

	@Nullable Object handle(ProceedingJoinPoint call, Retry retry, String method, RetryAspectExt library) throws Throwable {
		ProceedingJoinPoint once = BySubscriber.returning(call, call.proceed());
		Object users = library.handle(once, retry, method);
		Object own = library.handle(once, Retry.of(retry.getName(), retry.getRetryConfig()), method);
		if (!(own instanceof Publisher<?> publisher)) {
			return users;
		}
		return new BySubscriber(this.faults).choose(users, (request) -> within(request, publisher));
	}

	// a second attempt is made by a thread of the timer, which knows of no request
	@SuppressWarnings("unchecked") // what it publishes is what the method says
	private static Flux<Object> within(SyntheticContext request, Publisher<?> attempts) {
		return Flux.from((Publisher<Object>) attempts)
			.contextWrite((context) -> context.put(SyntheticContext.REQUEST_ATTRIBUTE, request));
	}

}
