package io.github.selftest.boot.check.fallback;

import java.lang.StackWalker.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Counts the failing calls of methods whose fallback is named and cannot be found.
 * Resilience4j asks no decorator about these, so the events of their instances are
 * watched. In a service without such a defect nothing is.
 */
final class MissingFallbacks {

	private static final StackWalker STACK = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

	private final FallbackTallies tallies;

	private final Set<Object> watched = new HashSet<>();

	MissingFallbacks(FallbackTallies tallies) {
		this.tallies = tallies;
	}

	synchronized void watch(Inventory inventory) {
		Map<Guard, List<GuardedMethod>> methods = inventory.methods()
			.stream()
			.filter(MissingFallbacks::isBroken)
			.collect(Collectors.groupingBy(MissingFallbacks::outermost));
		methods.forEach((guard, broken) -> inventory.find(guard.protection(), guard.name())
			.filter((instance) -> this.watched.add(instance.events()))
			.ifPresent((instance) -> watch(instance.value(), broken, isSole(inventory, guard))));
	}

	private static boolean isBroken(GuardedMethod method) {
		return !method.withFallback().isEmpty() && method.withFallback()
			.stream()
			.allMatch((guard) -> guard.isFallbackFixed() && Fallbacks.of(method, guard.fallback()).used().isEmpty());
	}

	private static Guard outermost(GuardedMethod method) {
		return method.withFallback().get(0);
	}

	private static boolean isSole(Inventory inventory, Guard guard) {
		return inventory.methods()
			.stream()
			.flatMap((method) -> method.guards().stream())
			.filter((other) -> other.protection() == guard.protection() && other.name().equals(guard.name()))
			.count() == 1;
	}

	private void watch(Object instance, List<GuardedMethod> broken, boolean sole) {
		Runnable failed = () -> failed(broken, sole);
		if (instance instanceof CircuitBreaker breaker) {
			breaker.getEventPublisher().onError((event) -> failed.run()).onCallNotPermitted((event) -> failed.run());
			breaker.getEventPublisher().onIgnoredError((event) -> failed.run());
		}
		else if (instance instanceof Retry retry) {
			retry.getEventPublisher().onError((event) -> failed.run()).onIgnoredError((event) -> failed.run());
		}
		else if (instance instanceof RateLimiter limiter) {
			limiter.getEventPublisher().onFailure((event) -> failed.run());
		}
		else if (instance instanceof TimeLimiter limiter) {
			limiter.getEventPublisher().onError((event) -> failed.run()).onTimeout((event) -> failed.run());
		}
		else if (instance instanceof Bulkhead bulkhead) {
			bulkhead.getEventPublisher().onCallRejected((event) -> failed.run());
		}
	}

	private void failed(List<GuardedMethod> broken, boolean sole) {
		GuardedMethod method = sole ? broken.get(0) : called(broken);
		if (method != null) {
			this.tallies.of(method.type(), method.method()).missing();
		}
	}

	private static @Nullable GuardedMethod called(List<GuardedMethod> broken) {
		return STACK.walk((frames) -> frames
			.flatMap((frame) -> broken.stream()
				.filter((method) -> method.method().getName().equals(frame.getMethodName())
						&& ClassUtils.getUserClass(frame.getDeclaringClass()) == method.type()))
			.findFirst()
			.orElse(null));
	}

}
